using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Page.Previews;

/// <summary>The raw picture of a camera that is not in use, for as long as its grant holds: opened for it alone, and closed with it.</summary>
internal sealed class CameraPreview : IPreview
{
    private readonly FramePool _pool;
    private readonly LatestFrame _latest = new();
    private readonly CaptureLoop _capture;
    private readonly RawPicture _raw;

    /// <summary>A preview.</summary>
    /// <param name="camera">Becomes owned.</param>
    /// <param name="size">Size of the pictures.</param>
    /// <param name="perSecond">How many pictures at most.</param>
    /// <param name="time">The clock.</param>
    public CameraPreview(ISource camera, Size size, double perSecond, TimeProvider time)
    {
        _pool = new FramePool(new FrameSize(size.Width, size.Height));
        _raw = new RawPicture(size);
        _capture = new CaptureLoop(camera, _pool, _latest, time) { MinInterval = TimeSpan.FromSeconds(0.7 / perSecond) };
        _capture.Start();
    }

    /// <inheritdoc/>
    public byte[]? Next()
    {
        using var frame = _latest.Take(TimeSpan.Zero);
        if (frame is null)
        {
            return null;
        }

        _raw.Take(frame.Address, frame.Size);
        return PreviewJpeg.Of(_raw.Bgr);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _capture.Dispose();
        _latest.Dispose();
        _raw.Dispose();
        _pool.Dispose();
    }
}
