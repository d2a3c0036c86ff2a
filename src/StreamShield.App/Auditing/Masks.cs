using OpenCvSharp;
using StreamShield.Audit;

namespace StreamShield.App.Auditing;

/// <summary>Which raw pixels are room and which may be the streamer: from an exact matte where there is one, else estimated.</summary>
internal sealed class Masks(RoomEstimate room, ClipReader? mattes) : IDisposable
{
    // A coded matte's black is not quite 0.
    private const int MatteNoise = 6;

    private readonly BackgroundFinder _finder = new(room);

    /// <summary>255 where the raw pixel is certainly room.</summary>
    public Mat Background { get; } = new();

    /// <summary>Alpha of the streamer, or 255 where he may be.</summary>
    public Mat Person { get; } = new();

    /// <summary>The room of a matte clip's picture.</summary>
    /// <param name="matte">Grey levels as BGR.</param>
    /// <param name="room">Filled: 255 where the matte says room.</param>
    public static void RoomOf(Mat matte, Mat room)
    {
        Cv2.ExtractChannel(matte, room, 0);
        Cv2.Threshold(room, room, MatteNoise, 255, ThresholdTypes.BinaryInv);
    }

    /// <summary>Looks at a raw picture; an exact matte's own picture was read before.</summary>
    public void Look(Mat raw)
    {
        if (mattes is null)
        {
            _finder.Find(raw, Background, Person);
            return;
        }

        RoomOf(mattes.Picture, Background);
        Cv2.ExtractChannel(mattes.Picture, Person, 0);
        Person.SetTo(Scalar.All(0), Background);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _finder.Dispose();
        Background.Dispose();
        Person.Dispose();
    }
}
