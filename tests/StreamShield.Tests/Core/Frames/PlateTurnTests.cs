using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Storage;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Synthetic;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Core.Frames;

/// <summary>A plate that was captured before the camera was turned is the plate that would have been captured after it.</summary>
public sealed class PlateTurnTests : IDisposable
{
    private static readonly FrameSize Size = new(48, 32);

    private static readonly Gen<Orientation> AnyOrientation = Gen.Select(Gen.Int[0, 3], Gen.Bool, static (quarter, mirror) => new Orientation(quarter * 90, mirror));

    private readonly TempFolder _folder = new();

    [Fact]
    public void Turned_it_is_what_a_turned_camera_sees() => Gen.Select(AnyOrientation, AnyOrientation).Sample((before, after) =>
    {
        using var captured = Captured(before);
        using var turned = captured.Turned(after);
        using var expected = Captured(after);
        Assert.Equal(expected.Size, turned.Size);
        Assert.Equal(after, turned.Orientation);
        Assert.True(turned.Pixels.SequenceEqual(expected.Pixels));
        Assert.True(turned.Confidence.SequenceEqual(expected.Confidence));
    }, iter: 64);

    [Fact]
    public void A_stored_plate_knows_how_it_was_turned() => AnyOrientation.Sample(orientation =>
    {
        var store = new PlateStore(_folder.File("plates"), _folder.File("keys"));
        using var plate = Captured(orientation);
        store.Save("Room", plate);
        using var loaded = store.Load("Room", Assert.Fail);
        Assert.Equal(orientation, loaded!.Orientation);
        Assert.True(loaded.Pixels.SequenceEqual(plate.Pixels));
    }, iter: 16, threads: 1);

    public void Dispose() => _folder.Dispose();

    /// <summary>The numbered pattern as a camera with that orientation gives it; certain where it is bright.</summary>
    private static Plate Captured(Orientation orientation)
    {
        using var source = TurnedSource.Over(new PatternSource(Size, 30, paced: false), orientation);
        source.Open();
        using var pool = new FramePool(orientation.Before(Size), 1);
        using var frame = pool.Rent();
        Assert.True(source.Read(frame));
        var plate = new Plate(frame.Size) { Orientation = orientation };
        frame.Pixels.CopyTo(plate.Pixels);
        for (var i = 0; i < plate.Confidence.Length; i++)
        {
            plate.Confidence[i] = frame.Pixels[i * 3];
        }

        return plate;
    }
}
