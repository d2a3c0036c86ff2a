using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Settings;

namespace StreamShield.Lab.Lineup;

/// <summary>Somebody before the rooms, or nobody, and what the effects show of a room behind.</summary>
internal sealed class People : IDisposable
{
    private const int Mattes = 12;
    private const int Every = 30;

    /// <summary>Grey values at and below this are room in a clip of video range.</summary>
    private const int RoomAtMost = 24;

    private readonly FrameSize _size;
    private readonly FramePool _pool;
    private readonly List<Matte> _mattes = [];

    /// <param name="size">Of the rooms.</param>
    /// <param name="clip">A grey clip; null for nobody.</param>
    public People(FrameSize size, string? clip)
    {
        (_size, _pool) = (size, new FramePool(size, 1));
        using var picture = new Mat();
        using var capture = clip is null ? null : new VideoCapture(clip);
        do
        {
            var matte = new Matte(size.Width, size.Height);
            if (capture is not null && capture.Set(VideoCaptureProperties.PosFrames, _mattes.Count * Every) && capture.Read(picture))
            {
                using var scaled = picture.CvtColor(ColorConversionCodes.BGR2GRAY).Resize(new Size(size.Width, size.Height));
                scaled.AsSpan<byte>().CopyTo(matte.Alpha);
                foreach (ref var alpha in matte.Alpha)
                {
                    alpha = alpha <= RoomAtMost ? (byte)0 : (byte)255;
                }
            }

            matte.Stamp(1);
            _mattes.Add(matte);
        }
        while (capture is not null && _mattes.Count < Mattes);
        Background = [.. _mattes[^1].Alpha.ToArray().Select(alpha => alpha == 0 ? (byte)1 : (byte)0)];
    }

    /// <summary>1 where the last picture shows the hidden room.</summary>
    public byte[] Background { get; }

    /// <summary>Shows a room by an effect: its hidden picture after all the mattes, as B G R.</summary>
    public Func<byte[], byte[]> Hider(ShieldSettings settings) => room =>
    {
        using var obscurer = Effects.Make(_size, settings.EffectChoice);
        using var frame = _pool.Rent();
        frame.Stamp(1, 1);
        HiddenPicture? hidden = null;
        foreach (var matte in _mattes)
        {
            for (var i = 0; i < _size.Pixels; i++)
            {
                // The streamer is the same before every room.
                var shown = matte.Alpha[i] == 255;
                (frame.Pixels[i * 3], frame.Pixels[(i * 3) + 1], frame.Pixels[(i * 3) + 2]) = shown ? ((byte)90, (byte)110, (byte)160) : (room[i * 3], room[(i * 3) + 1], room[(i * 3) + 2]);
            }

            hidden = obscurer.Obscure(frame, matte, TimeSpan.FromSeconds(1 / 30.0));
        }

        using var nv12 = Mat.FromPixelData(_size.Height * 3 / 2, _size.Width, MatType.CV_8UC1, hidden!.Nv12.ToArray());
        using var bgr = nv12.CvtColor(ColorConversionCodes.YUV2BGR_NV12);
        return bgr.AsSpan<byte>().ToArray();
    };

    /// <summary>Shows a room by the blur that everybody else uses.</summary>
    public Func<byte[], byte[]> Gaussian(double sigma) => room =>
    {
        using var picture = Mat.FromPixelData(_size.Height, _size.Width, MatType.CV_8UC3, room);
        using var blurred = picture.GaussianBlur(default, sigma);
        return blurred.AsSpan<byte>().ToArray();
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _mattes.ForEach(matte => matte.Dispose());
        _pool.Dispose();
    }
}
