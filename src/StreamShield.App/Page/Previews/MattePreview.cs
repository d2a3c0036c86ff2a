using OpenCvSharp;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Page.Previews;

/// <summary>The output, dimmed, with the visible part of the matte tinted green; the plain output while there are no shielded frames.</summary>
internal sealed class MattePreview : IPreview
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);

    private readonly Outlet _outlet;
    private readonly ShieldLooker _looker;
    private readonly OutputPreview _output;
    private readonly SmallPicture _small;
    private readonly Mat _matte = new();
    private readonly Mat _bgr = new();
    private readonly Mat _tinted = new();

    /// <summary>Creates a preview.</summary>
    public MattePreview(ShieldSession session, Size size, double perSecond)
    {
        _outlet = session.Outlet;
        _small = new SmallPicture(size);
        _output = new OutputPreview(session.Outlet, size, session.Time);
        _looker = new ShieldLooker(session.Pipeline, size, perSecond, raw: false, session.Time);
    }

    /// <inheritdoc/>
    public byte[]? Next()
    {
        if (_outlet.Panic || _looker.Age > Fresh)
        {
            return _output.Next();
        }

        return _looker.TryTake(Take) ? PreviewJpeg.Of(Draw()) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _looker.Dispose();
        _output.Dispose();
        _small.Dispose();
        _matte.Dispose();
        _bgr.Dispose();
        _tinted.Dispose();
    }

    private void Take(SmallPicture output, Mat matte, RawPicture? raw)
    {
        output.CopyTo(_small);
        matte.CopyTo(_matte);
    }

    private unsafe Mat Draw()
    {
        const int Dim = 110;
        ReadOnlySpan<byte> tint = [70, 230, 60];
        _small.Show(_bgr);
        _tinted.Create(_bgr.Size(), MatType.CV_8UC3);
        var alpha = new ReadOnlySpan<byte>((void*)_matte.Data, (int)_matte.Total());
        var from = new ReadOnlySpan<byte>((void*)_bgr.Data, alpha.Length * 3);
        var to = new Span<byte>((void*)_tinted.Data, alpha.Length * 3);
        for (var i = 0; i < alpha.Length; i++)
        {
            // Half the tint where the matte is full, so that the streamer stays visible below it.
            var weight = alpha[i] >> 1;
            for (var channel = 0; channel < 3; channel++)
            {
                var at = (i * 3) + channel;
                to[at] = (byte)(((from[at] * (Dim + (alpha[i] * (256 - Dim) >> 8)) >> 8) * (256 - weight) >> 8) + (tint[channel] * weight >> 8));
            }
        }

        return _tinted;
    }
}
