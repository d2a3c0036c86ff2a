using OpenCvSharp;
using StreamShield.Audit.Truth;

namespace StreamShield.App.Auditing;

/// <summary>Which raw pixels are room and which may be the streamer: from an exact matte if there is one, otherwise estimated. Owns its buffers.</summary>
internal sealed class Masks(RoomEstimate room) : IDisposable
{
    // Black in an encoded matte is not exactly 0.
    private const int MatteNoise = 6;

    private readonly BackgroundFinder _finder = new(room);

    /// <summary>255 where the raw pixel is certainly room.</summary>
    public Mat Background { get; } = new();

    /// <summary>Alpha of the streamer, or 255 wherever the streamer might be.</summary>
    public Mat Person { get; } = new();

    /// <summary>The background according to an exact matte.</summary>
    /// <param name="matte">Grey levels as BGR.</param>
    /// <returns>255 where the matte says room; owned by the caller.</returns>
    public static Mat RoomOf(Mat matte)
    {
        var room = new Mat();
        RoomOf(matte, room);
        return room;
    }

    /// <summary>Computes the masks of one moment.</summary>
    public void Compute(ClipMoment moment)
    {
        if (moment.Matte is not { } matte)
        {
            _finder.Find(moment.Raw, Background, Person);
            return;
        }

        RoomOf(matte, Background);
        Cv2.ExtractChannel(matte, Person, 0);
        Person.SetTo(Scalar.All(0), Background);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _finder.Dispose();
        Background.Dispose();
        Person.Dispose();
    }

    private static void RoomOf(Mat matte, Mat room)
    {
        Cv2.ExtractChannel(matte, room, 0);
        Cv2.Threshold(room, room, MatteNoise, 255, ThresholdTypes.BinaryInv);
    }
}
