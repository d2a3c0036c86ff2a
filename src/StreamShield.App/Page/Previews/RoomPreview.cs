using OpenCvSharp;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Page.Previews;

/// <summary>The empty room as far as it is known, black elsewhere, while its grant is valid.</summary>
internal sealed class RoomPreview : IPreview
{
    private readonly ShieldLooker _looker;
    private readonly RawPicture _room;
    private object? _last;

    /// <summary>Creates a preview.</summary>
    public RoomPreview(ShieldSession session, Size size, double perSecond)
    {
        _room = new RawPicture(size);
        _looker = new ShieldLooker(session.Pipeline, size, perSecond, raw: true, session.Time);
    }

    /// <inheritdoc/>
    public byte[]? Next()
    {
        var before = _last;
        _last = _looker.TakeRoom(before, (room, known) =>
        {
            _room.Bgr.SetTo(Scalar.All(0));
            room.CopyTo(_room.Bgr, known);
        });
        return _last is null || ReferenceEquals(_last, before) ? null : PreviewJpeg.Of(_room.Bgr);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _looker.Dispose();
        _room.Dispose();
    }
}
