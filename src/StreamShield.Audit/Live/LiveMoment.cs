using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Registration;

namespace StreamShield.Audit.Live;

/// <summary>A copy of one shielded frame: raw picture, matte and output. Contains raw pixels: zeroed when disposed.</summary>
internal sealed class LiveMoment : IDisposable
{
    private readonly PixelBuffer _raw;
    private readonly PixelBuffer _alpha;
    private readonly ShieldedFrame _output;
    private readonly Mat _nv12;

    /// <summary>Creates an empty moment.</summary>
    public LiveMoment(FrameSize size)
    {
        _raw = new PixelBuffer(size.Pixels * 3);
        _alpha = new PixelBuffer(size.Pixels);
        _output = new ShieldedFrame(size);
        Raw = Mat.FromPixelData(size.Height, size.Width, MatType.CV_8UC3, _raw.Address);
        Alpha = Mat.FromPixelData(size.Height, size.Width, MatType.CV_8UC1, _alpha.Address);
        _nv12 = Mat.FromPixelData(size.Height * 3 / 2, size.Width, MatType.CV_8UC1, _output.Address);
    }

    /// <summary>What the camera captured, BGR.</summary>
    public Mat Raw { get; }

    /// <summary>The frame's matte, 0 = hidden.</summary>
    public Mat Alpha { get; }

    /// <summary>Capture timestamp.</summary>
    public long CapturedAt { get; private set; }

    /// <summary>Position of the camera relative to the plate.</summary>
    public RoomShift Shift { get; private set; }

    /// <summary>Copies a frame. Called on the shield thread.</summary>
    public void Copy(Frame raw, FrameShield shield, ShieldedFrame output)
    {
        raw.Pixels.CopyTo(_raw.Span);
        shield.Matte.Alpha.CopyTo(_alpha.Span);
        output.CopyTo(_output);
        CapturedAt = raw.CapturedAt;
        Shift = shield.Room.Shift;
    }

    /// <summary>Decodes the output as viewers would.</summary>
    /// <param name="picture">Receives the picture, BGR.</param>
    public void Decode(Mat picture) => Cv2.CvtColor(_nv12, picture, ColorConversionCodes.YUV2BGR_NV12);

    /// <inheritdoc/>
    public void Dispose()
    {
        Raw.Dispose();
        Alpha.Dispose();
        _nv12.Dispose();
        _raw.Dispose();
        _alpha.Dispose();
        _output.Dispose();
    }
}
