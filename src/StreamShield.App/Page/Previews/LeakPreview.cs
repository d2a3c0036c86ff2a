using OpenCvSharp;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Page.Previews;

/// <summary>What a stalker sees: the output in grey, and over it where the room has come through in the last seconds.</summary>
internal sealed class LeakPreview : IPreview
{
    /// <summary>Measurements per second.</summary>
    public const double PerSecond = 4;

    private readonly ShieldLooker _looker;
    private readonly OutputPreview _shown;
    private readonly SmallPicture _small;
    private readonly RawPicture _raw;
    private readonly LeakHeat _heat;
    private readonly Mat _output = new();
    private readonly Mat _grey = new();
    private readonly Mat _map = new();
    private object? _room;

    /// <summary>Creates a preview.</summary>
    public LeakPreview(ShieldSession session, Size size)
    {
        _small = new SmallPicture(size);
        _raw = new RawPicture(size);
        _heat = new LeakHeat(size);
        _shown = new OutputPreview(session.Outlet, size, session.Time);
        _looker = new ShieldLooker(session.Pipeline, size, PerSecond, raw: true, session.Time);
    }

    /// <inheritdoc/>
    public byte[]? Next()
    {
        if (_looker.TryTake(Take))
        {
            _room = _looker.TakeRoom(_room, _heat.Know);
            if (_room is null)
            {
                _heat.Forget();
            }

            _small.Show(_output);
            _heat.Add(_raw.Bgr, _output);
        }

        if (_shown.Look() is not { } shown)
        {
            return null;
        }

        Cv2.CvtColor(shown, _grey, ColorConversionCodes.BGR2GRAY);
        Cv2.CvtColor(_grey, _map, ColorConversionCodes.GRAY2BGR);
        _map.ConvertTo(_map, MatType.CV_8UC3, 0.7);
        _heat.Draw(_map);
        return PreviewJpeg.Of(_map);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _looker.Dispose();
        _shown.Dispose();
        _small.Dispose();
        _raw.Dispose();
        _heat.Dispose();
        _output.Dispose();
        _grey.Dispose();
        _map.Dispose();
    }

    private void Take(SmallPicture output, Mat matte, RawPicture? raw)
    {
        output.CopyTo(_small);
        raw!.Bgr.CopyTo(_raw.Bgr);
    }
}
