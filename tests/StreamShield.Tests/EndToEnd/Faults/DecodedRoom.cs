using StreamShield.Core.Frames;
using StreamShield.Devices.Clips;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.EndToEnd.Faults;

/// <summary>Pictures of the <see cref="Room"/> that a helper process, ffmpeg, decodes from a clip: so that there is one to be killed.</summary>
internal sealed class DecodedRoom : IDisposable
{
    private const int Pictures = 40;
    private const byte Bright = 128;

    private readonly TempFolder _folder = new();
    private readonly string _clip;
    private readonly Lock _gate = new();
    private ClipSource? _source;

    public DecodedRoom(Room room, double rate) => _clip = RoomClip.Write(_folder.File("room.avi"), room, Pictures, rate, static _ => false);

    /// <summary>As <see cref="RoomSource.Painter"/> takes it.</summary>
    /// <exception cref="ShieldException">The helper is gone; the next call starts another.</exception>
    public (Area Streamer, Area Room) Paint(Frame frame)
    {
        lock (_gate)
        {
            if (_source is null)
            {
                _source = new ClipSource(_clip, loop: true, paced: true, largest: Room.Size);
                _source.Open();
            }

            if (_source.Read(frame))
            {
                return (Streamer(frame), new Area(0, 0, Room.Size.Width, Room.Size.Height));
            }

            Close();
            throw new ShieldException(SlateReason.SourceLost, "The test's clip has ended.");
        }
    }

    /// <summary>Ends the helper.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _source?.Dispose();
            _source = null;
        }
    }

    public void Dispose()
    {
        Close();
        _folder.Dispose();
    }

    /// <summary>The bright part.</summary>
    private static Area Streamer(Frame frame)
    {
        var luma = Room.Luma(frame.Pixels);
        var (left, top, right, bottom) = (Room.Size.Width, Room.Size.Height, 0, 0);
        for (var i = 0; i < luma.Length; i++)
        {
            if (luma[i] >= Bright)
            {
                var (x, y) = (i % Room.Size.Width, i / Room.Size.Width);
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
            }
        }

        return new Area(left, top, right - left, bottom - top);
    }
}
