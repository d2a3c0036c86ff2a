using System.Collections.Concurrent;
using StreamShield.Core.Frames;

namespace StreamShield.Tests.EndToEnd;

/// <summary>
/// A camera in the <see cref="Room"/>: tells the witness each raw frame and then delivers it, or fails as the test says. It never gives two frames so close together
/// that the session would pass one over: so the number of a picture is the id of its frame.
/// </summary>
internal sealed class RoomSource(Room room, double framesPerSecond = 70) : ISource
{
    private readonly ManualResetEvent _closed = new(false);
    private readonly ConcurrentDictionary<Frame, bool> _frames = new();
    private readonly List<LeakWitness> _witnesses = [];
    private int _opened;
    private long _delivered;

    /// <summary>Called with the number of the try; throws to refuse.</summary>
    public Action<int> OnOpen { get; set; } = _ => { };

    /// <summary>Called when the frame already holds the raw picture of that number: may block or throw; false ends the source.</summary>
    public Func<long, bool> OnDrawn { get; set; } = _ => true;

    /// <summary>Draws a picture in another shape; gives where the streamer is, and the whole room without black bars.</summary>
    public Func<long, Frame, (Area Streamer, Area Room)>? Painter { get; set; }

    /// <summary>Pictures with a white corner.</summary>
    public Func<long, bool> WhiteCorner { get; set; } = _ => false;

    public string Name => "camera in the room";

    public string? Label { get; set; }

    public int Opened => Volatile.Read(ref _opened);

    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>Every frame object that was ever filled here.</summary>
    public IEnumerable<Frame> Frames => _frames.Keys;

    public bool Disposed { get; private set; }

    public void Tell(LeakWitness witness) => _witnesses.Add(witness);

    public SourceFormat Open()
    {
        OnOpen(Interlocked.Increment(ref _opened));
        return new SourceFormat(Room.Size.Width, Room.Size.Height, framesPerSecond, "BGR");
    }

    public bool Read(Frame frame)
    {
        _closed.WaitOne(TimeSpan.FromSeconds(1 / framesPerSecond));
        _frames[frame] = true;
        var number = Delivered + 1;
        var (streamer, whole) = (Room.Streamer(number), new Area(0, 0, Room.Size.Width, Room.Size.Height));
        if (Painter is { } painter)
        {
            (streamer, whole) = painter(number, frame);
        }
        else
        {
            room.Draw(number, frame.Pixels, WhiteCorner(number));
        }

        foreach (var witness in _witnesses)
        {
            witness.Delivered(number, frame.Pixels, streamer, whole);
        }

        if (!OnDrawn(number))
        {
            return false;
        }

        Volatile.Write(ref _delivered, number);
        return true;
    }

    public void Dispose()
    {
        Disposed = true;
        _closed.Set();
    }
}
