using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.Tests.EndToEnd.Obs;

/// <summary>A shielded picture of four colours, and how far a screenshot is from it.</summary>
internal static class Quadrants
{
    public static readonly (byte B, byte G, byte R)[] Day = [(40, 60, 200), (60, 180, 70), (200, 90, 50), (210, 210, 205)];
    public static readonly (byte B, byte G, byte R)[] Night = [(120, 30, 90), (30, 90, 120), (90, 120, 30), (25, 25, 30)];

    /// <summary>Publishes the picture; left above, right above, left below, right below.</summary>
    public static void Publish(Outlet outlet, (byte B, byte G, byte R)[] colours, long id)
    {
        var size = outlet.Size;
        var bytes = outlet.Back.Begin();
        for (var y = 0; y < size.Height; y++)
        {
            for (var x = 0; x < size.Width; x++)
            {
                var (b, g, r) = colours[(y < size.Height / 2 ? 0 : 2) + (x < size.Width / 2 ? 0 : 1)];
                var (luma, u, v) = Nv12.Convert(b, g, r);
                bytes[(y * size.Width) + x] = luma;
                var chroma = size.Pixels + (y / 2 * size.Width) + (x / 2 * 2);
                bytes[chroma] = u;
                bytes[chroma + 1] = v;
            }
        }

        outlet.Back.Stamp(id, TimeProvider.System.GetTimestamp());
        outlet.Publish();
    }

    /// <summary>The largest difference of a channel, in levels, between the middles of the quadrants and the colours sent.</summary>
    public static double Distance(Mat screenshot, (byte B, byte G, byte R)[] colours)
    {
        var worst = 0.0;
        for (var i = 0; i < 4; i++)
        {
            using var middle = new Mat(screenshot, new Rect(
                (i % 2 * screenshot.Width / 2) + (screenshot.Width / 8), (i / 2 * screenshot.Height / 2) + (screenshot.Height / 8), screenshot.Width / 4, screenshot.Height / 4));
            var mean = middle.Mean();
            var (b, g, r) = colours[i];
            worst = Math.Max(worst, Math.Max(Math.Abs(mean.Val0 - b), Math.Max(Math.Abs(mean.Val1 - g), Math.Abs(mean.Val2 - r))));
        }

        return worst;
    }
}
