using OpenCvSharp;
using StreamShield.Audit.Measures;
using StreamShield.Audit.Results;
using StreamShield.Core.Zones;

namespace StreamShield.Tests.Audit;

public class LeakMapTests
{
    private const int Frames = 5;

    /// <summary>No strip of the room is left beyond a zone at the picture's edge, whatever is over beside the last whole cell.</summary>
    [Theory]
    [InlineData(160, 96)]
    [InlineData(166, 101)]
    public void A_zone_at_the_edge_ends_with_the_picture(int width, int height)
    {
        using var leak = Leaking(width, height, streamer: new Rect(0, 0, width / 2, height / 2));

        var zones = LeakMap.Zones(leak, width, height).Select(zone => (RectangleShape)zone.Shape).ToList();

        Assert.Contains(zones, zone => Math.Abs(zone.Left + zone.Width - 1) < 1e-9 && Math.Abs(zone.Top + zone.Height - 1) < 1e-9);
    }

    /// <summary>A leak all round the streamer is not one zone over the streamer.</summary>
    [Fact]
    public void An_arch_of_leaks_is_hidden_without_the_streamer()
    {
        var streamer = new Rect(56, 48, 104, 96);
        using var leak = Leaking(208, 144, streamer);

        var zones = LeakMap.Zones(leak, 208, 144).Select(zone => (RectangleShape)zone.Shape).ToList();

        Assert.NotEmpty(zones);
        Assert.All(zones, zone =>
        {
            using var inside = new Mat(144, 208, MatType.CV_8UC1, Scalar.All(0));
            using (var part = inside[new Rect((int)(zone.Left * 208), (int)(zone.Top * 144), (int)(zone.Width * 208), (int)(zone.Height * 144)) & streamer])
            {
                part.SetTo(Scalar.All(255));
            }

            // A margin of one cell, in a zone that is mostly room.
            Assert.True(Cv2.CountNonZero(inside) <= 0.26 * zone.Width * zone.Height * 208 * 144);
        });

        // What leaks is covered.
        foreach (var (x, y) in (ReadOnlySpan<(double, double)>)[(0.1, 0.1), (0.5, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9)])
        {
            Assert.Contains(zones, zone => x >= zone.Left && x < zone.Left + zone.Width && y >= zone.Top && y < zone.Top + zone.Height);
        }
    }

    /// <summary>A room of noise that is shown as it is, everywhere but where the streamer is.</summary>
    private static LeakMeter Leaking(int width, int height, Rect streamer)
    {
        var leak = new LeakMeter(width, height);
        using var room = new Mat(height, width, MatType.CV_8UC3);
        Cv2.Randu(room, Scalar.All(0), Scalar.All(255));
        using var background = new Mat(height, width, MatType.CV_8UC1, Scalar.All(255));
        using (var person = background[streamer])
        {
            person.SetTo(Scalar.All(0));
        }

        for (var i = 0; i < Frames; i++)
        {
            leak.Add(room, room, background);
        }

        return leak;
    }
}
