using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using OpenCvSharp;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;

namespace StreamShield.Tests.EndToEnd;

/// <summary>
/// Knows every raw frame that a source delivered and looks at every picture that one sink received. Trusts pixels only: a slate must be a slate byte by byte, a shown picture
/// must have no place that resembles the room of any frame, and the streamer must be the one of the very frame that the picture claims to be.
/// </summary>
internal sealed class LeakWitness(Room room)
{
    private const int Cell = 8;
    private const int EdgePixels = 8;
    private const int SoftPixels = 16;
    private const int FramesRemembered = 512;
    private const int FramesCompared = 4;
    private const double NearMatch = 4;
    private const double SlateNear = 5;

    private static readonly Dictionary<SlateReason, byte[]> Slates = MakeSlates();

    private readonly ConcurrentDictionary<long, RawPicture> _raw = new();
    private readonly ConcurrentQueue<string> _findings = new();
    private readonly byte _solid = Room.Luma(Room.Solid.B, Room.Solid.G, Room.Solid.R);
    private readonly List<Sight> _sights = [];
    private int _shown;
    private int _frames;

    /// <summary>True where a stage that only ever hides may hide the streamer as well.</summary>
    public bool StreamerMayBeHidden { get; set; }

    /// <summary>Everything seen, in order.</summary>
    public Sight[] Sights
    {
        get
        {
            lock (_sights)
            {
                return [.. _sights];
            }
        }
    }

    /// <summary>Pictures shown that were no slate.</summary>
    public int Shown => Volatile.Read(ref _shown);

    /// <summary>Frames shown; one shown again counts once.</summary>
    public int Frames => Volatile.Read(ref _frames);

    public int Count
    {
        get
        {
            lock (_sights)
            {
                return _sights.Count;
            }
        }
    }

    public Sight Last
    {
        get
        {
            lock (_sights)
            {
                return _sights.Count == 0 ? default : _sights[^1];
            }
        }
    }

    /// <summary>What was found that must not be, as sentences.</summary>
    public IReadOnlyCollection<string> Findings => _findings;

    /// <summary>The source tells what it delivers, before anybody else can see it.</summary>
    public void Delivered(long number, ReadOnlySpan<byte> bgr, Area streamer, Area whole)
    {
        _raw[number] = new RawPicture(number, Room.Luma(bgr), streamer, whole);
        _raw.TryRemove(number - FramesRemembered, out _);
    }

    /// <summary>Looks at a picture as a sink gets it.</summary>
    public void Examine(ShieldedFrame picture)
    {
        if (picture.IsSlate)
        {
            var bytes = picture.Nv12.ToArray();
            var reason = Slates.Where(slate => slate.Value.AsSpan().SequenceEqual(bytes)).Select(slate => (SlateReason?)slate.Key).FirstOrDefault();
            if (reason is null)
            {
                Find("A picture is marked as slate and is none.");
            }

            Note(new Sight(0, reason ?? SlateReason.Starting));
            return;
        }

        var luma = picture.Luma;
        ExamineWalls(luma, $"picture {picture.FrameId}");
        if (_raw.TryGetValue(picture.FrameId, out var own))
        {
            ExamineOwn(luma, own);
            ExamineStreamer(luma, own);
        }
        else
        {
            Find($"Picture {picture.FrameId} was never delivered, or long ago.");
        }

        Note(new Sight(picture.FrameId, null));
    }

    /// <summary>Looks at a picture that went through a JPEG or a video: it has no number any more, and its slate is a slate nearly.</summary>
    public void ExamineDecoded(ReadOnlySpan<byte> luma)
    {
        var (reason, difference) = (SlateReason.Starting, double.MaxValue);
        foreach (var (candidate, slate) in Slates)
        {
            var distance = Difference(luma, slate.AsSpan(0, luma.Length));
            (reason, difference) = distance < difference ? (candidate, distance) : (reason, difference);
        }

        if (difference < SlateNear)
        {
            Note(new Sight(0, reason));
            return;
        }

        ExamineWalls(luma, $"decoded picture {Count}");
        Note(new Sight(0, null));
    }

    public void ExamineJpeg(ReadOnlySpan<byte> jpeg)
    {
        using var picture = Cv2.ImDecode(jpeg, ImreadModes.Color);
        if (picture.Empty() || picture.Width != Room.Size.Width || picture.Height != Room.Size.Height)
        {
            Find($"A JPEG of {jpeg.Length} bytes cannot be read.");
            return;
        }

        ExamineDecoded(Room.Luma(picture.AsSpan<byte>()));
    }

    public void AssertClean() => Assert.True(_findings.IsEmpty, $"Room seed {room.Seed}: {_findings.Count} findings:\n{string.Join('\n', _findings.Take(8))}");

    private static Dictionary<SlateReason, byte[]> MakeSlates()
    {
        var slate = new Slate(Room.Size);
        return Enum.GetValues<SlateReason>().ToDictionary(reason => reason, reason =>
        {
            using var picture = slate.Make(reason);
            return picture.Nv12.ToArray();
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Difference(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        long sum = 0;
        for (var i = 0; i < one.Length; i++)
        {
            sum += Math.Abs(one[i] - other[i]);
        }

        return (double)sum / one.Length;
    }

    private static double Difference(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, Area place)
    {
        double sum = 0;
        for (var y = place.Top; y < place.Bottom; y++)
        {
            var at = (y * Room.Size.Width) + place.Left;
            sum += Difference(one.Slice(at, place.Width), other.Slice(at, place.Width)) / place.Height;
        }

        return sum;
    }

    /// <summary>The walls are in every frame, so this finds the room of a frame that nobody remembers, too.</summary>
    private void ExamineWalls(ReadOnlySpan<byte> luma, string what)
    {
        if (Texture.Find(luma, room.Wall, Room.Size.Width, static _ => false) is { } leak)
        {
            Find($"The room is in {what} at {leak.Place} ({leak.Alike:0.00}).");
        }
    }

    /// <summary>No place outside the streamer of this frame may be the raw one, of this frame or of one just before; all of it is hidden in one way.</summary>
    private void ExamineOwn(ReadOnlySpan<byte> luma, RawPicture own)
    {
        var near = own.Streamer.Grown(EdgePixels);
        if (Texture.Find(luma, own.Luma, Room.Size.Width, place => place.Touches(near) || !own.Room.Contains(place)) is { } leak)
        {
            Find($"The room of frame {own.Number} is in its picture at {leak.Place} ({leak.Alike:0.00}).");
        }

        var (solid, other) = (0, 0);
        for (var y = 0; y + Cell <= Room.Size.Height; y += Cell)
        {
            for (var x = 0; x + Cell <= Room.Size.Width; x += Cell)
            {
                var place = new Area(x, y, Cell, Cell);
                if (place.Touches(near))
                {
                    continue;
                }

                ExamineCell(luma, own.Number, place);
                (solid, other) = IsSolid(luma, place) ? (solid + 1, other) : (solid, other + 1);
            }
        }

        if (solid > 0 && other > 0)
        {
            Find($"Picture {own.Number} is torn: {solid} places are hidden by the solid colour and {other} are not.");
        }
    }

    private void ExamineCell(ReadOnlySpan<byte> luma, long number, Area place)
    {
        for (var raw = number; raw > number - FramesCompared; raw--)
        {
            if (_raw.TryGetValue(raw, out var frame) && !IsFlat(frame.Luma, place) && Difference(luma, frame.Luma, place) < NearMatch)
            {
                Find($"Picture {number} shows frame {raw} at {place}.");
            }
        }
    }

    private bool IsSolid(ReadOnlySpan<byte> luma, Area place)
    {
        for (var y = place.Top; y < place.Bottom; y++)
        {
            if (luma.Slice((y * Room.Size.Width) + place.Left, place.Width).ContainsAnyExceptInRange((byte)(_solid - 1), (byte)(_solid + 1)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsFlat(ReadOnlySpan<byte> luma, Area place)
    {
        byte low = 255, high = 0;
        for (var y = place.Top; y < place.Bottom; y++)
        {
            foreach (var value in luma.Slice((y * Room.Size.Width) + place.Left, place.Width))
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        return high - low < 2 * NearMatch;
    }

    private void ExamineStreamer(ReadOnlySpan<byte> luma, RawPicture own)
    {
        var inside = own.Streamer.Grown(-SoftPixels);
        if (!StreamerMayBeHidden && Difference(luma, own.Luma, inside) > 0)
        {
            Find($"Picture {own.Number} does not show the streamer of frame {own.Number} at {inside}.");
        }
    }

    private void Note(Sight sight)
    {
        lock (_sights)
        {
            _frames += sight.IsSlate || (_sights.Count > 0 && _sights[^1].FrameId == sight.FrameId) ? 0 : 1;
            _sights.Add(sight);
            _shown += sight.IsSlate ? 0 : 1;
        }
    }

    private void Find(string sentence) => _findings.Enqueue(sentence);
}
