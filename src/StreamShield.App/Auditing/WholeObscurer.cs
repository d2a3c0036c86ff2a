using OpenCvSharp;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Settings;

namespace StreamShield.App.Auditing;

/// <summary>Hides a whole picture with an effect, as an attacker who has this program would: for the known-blur comparison.</summary>
internal sealed class WholeObscurer : IDisposable
{
    private readonly FramePool _pool;
    private readonly Matte _nobody;
    private readonly Compositor _compositor;
    private readonly ShieldedFrame _picture;
    private readonly FrameSize _size;
    private readonly ShieldSettings _settings;
    private long _id;

    /// <summary>Creates an obscurer for pictures of one size.</summary>
    public WholeObscurer(FrameSize size, ShieldSettings settings)
    {
        _size = size;
        _settings = settings;
        _pool = new FramePool(size, 1);
        _nobody = new Matte(size.Width, size.Height);
        _compositor = new Compositor(size);
        _picture = new ShieldedFrame(size);
    }

    /// <summary>Hides one picture.</summary>
    /// <param name="picture">BGR, of the given size.</param>
    /// <param name="output">Receives the hidden picture, BGR.</param>
    public void Hide(Mat picture, Mat output)
    {
        using var frame = _pool.Rent();
        using (var target = Mat.FromPixelData(_size.Height, _size.Width, MatType.CV_8UC3, frame.Address))
        {
            picture.CopyTo(target);
        }

        frame.Stamp(++_id, _id);
        _nobody.Stamp(_id);
        // A new obscurer each time: effects with temporal smoothing must not mix one room with the next.
        using var obscurer = Effects.Make(_size, _settings.EffectChoice);
        _compositor.Compose(frame, _nobody, obscurer.Obscure(frame, _nobody, TimeSpan.Zero), _picture);
        using var nv12 = Mat.FromPixelData(_size.Height * 3 / 2, _size.Width, MatType.CV_8UC1, _picture.Address);
        Cv2.CvtColor(nv12, output, ColorConversionCodes.YUV2BGR_NV12);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pool.Dispose();
        _nobody.Dispose();
        _compositor.Dispose();
        _picture.Dispose();
    }
}
