using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Page.Previews;

/// <summary>Exactly what goes out, scaled down: the slate when the slate goes out.</summary>
internal sealed class OutputPreview : IPreview
{
    /// <summary>An unchanged picture is read again after this time, because the watchdog's slate is not announced.</summary>
    private static readonly TimeSpan Repeat = TimeSpan.FromMilliseconds(200);

    private readonly Outlet _outlet;
    private readonly TimeProvider _time;
    private readonly ShieldedFrame _whole;
    private readonly SmallPicture _small;
    private readonly Mat _bgr = new();
    private long _version = -1;
    private long _last;

    /// <summary>Creates a preview.</summary>
    public OutputPreview(Outlet outlet, Size size, TimeProvider time)
    {
        _outlet = outlet;
        _time = time;
        _whole = new ShieldedFrame(outlet.Size);
        _small = new SmallPicture(size);
    }

    /// <inheritdoc/>
    public byte[]? Next() => Look() is { } picture ? PreviewJpeg.Of(picture) : null;

    /// <summary>The next picture, B G R, valid until the next call; null when there is nothing new.</summary>
    public Mat? Look()
    {
        var version = _outlet.Version;
        if (version == _version && _time.GetElapsedTime(_last) < Repeat)
        {
            return null;
        }

        (_version, _last) = (version, _time.GetTimestamp());
        _outlet.CopyTo(_whole);
        _small.Take(_whole);
        _small.Show(_bgr);
        return _bgr;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _whole.Dispose();
        _small.Dispose();
        _bgr.Dispose();
    }
}
