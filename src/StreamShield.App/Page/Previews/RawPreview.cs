using OpenCvSharp;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Page.Previews;

/// <summary>The raw picture, while its grant is valid.</summary>
internal sealed class RawPreview : IPreview
{
    private readonly ShieldLooker _looker;
    private readonly RawPicture _raw;

    /// <summary>Creates a preview.</summary>
    public RawPreview(ShieldSession session, Size size, double perSecond)
    {
        _raw = new RawPicture(size);
        _looker = new ShieldLooker(session.Pipeline, size, perSecond, raw: true, session.Time);
    }

    /// <inheritdoc/>
    public byte[]? Next() => _looker.TryTake((_, _, raw) => raw!.Bgr.CopyTo(_raw.Bgr)) ? PreviewJpeg.Of(_raw.Bgr) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _looker.Dispose();
        _raw.Dispose();
    }
}
