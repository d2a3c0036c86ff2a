using OpenCvSharp;
using StreamShield.Core;
using StreamShield.Onnx;

namespace StreamShield.App.Auditing;

/// <summary>The shield as the audit uses it: raw frame in, the picture that viewers would decode out. A frame that a stage refuses becomes the slate.</summary>
internal sealed class ShieldRun : IDisposable
{
    private readonly FrameShield _shield;
    private readonly ShieldedFrame _picture;
    private readonly Slate _slate;

    /// <summary>Opens the model.</summary>
    /// <exception cref="ShieldException">The model or the settings cannot be used.</exception>
    public ShieldRun(FrameSize size, AuditRequest request, ShieldSettings settings, TimeProvider time)
    {
        _shield = new FrameShield(size, ModelStore.ForThisUser().Open(request.Model, request.Threads), settings, time);
        _picture = new ShieldedFrame(size);
        _slate = new Slate(size);
    }

    /// <summary>Shields one frame.</summary>
    /// <param name="frame">Stamped.</param>
    /// <param name="output">Filled: BGR.</param>
    public void Shield(Frame frame, Mat output)
    {
        try
        {
            _shield.Shield(frame, _picture);
        }
        catch (ShieldException e)
        {
            _slate.Draw(e.Reason, _picture);
        }

        using var nv12 = Mat.FromPixelData(frame.Size.Height * 3 / 2, frame.Size.Width, MatType.CV_8UC1, _picture.Address);
        Cv2.CvtColor(nv12, output, ColorConversionCodes.YUV2BGR_NV12);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _shield.Dispose();
        _picture.Dispose();
    }
}
