using System.Numerics;

namespace StreamShield.Core;

/// <summary>
/// One person who is tracked: where the body was over the last seconds, how it moves and looks. State to track by; what is shown is always this frame's own matte (law 3).
/// Allocates only when made.
/// </summary>
internal sealed class Body
{
    /// <summary>Frames for which a place is remembered, also while somebody else covers it.</summary>
    public const byte Memory = 90;

    /// <summary>Claims of at least this were visible in the last frame.</summary>
    public const byte Fresh = Memory - 1;

    /// <summary>In frames.</summary>
    public const int HalfASecond = 15;

    /// <summary>Frames with motion after which it is no furniture.</summary>
    private const int MovedFrames = 4;

    /// <summary>Levels by which a pixel of a moving body changes.</summary>
    public const int Change = 20;

    private readonly int _width;
    private readonly int _height;
    private byte[] _seen;
    private byte[] _claims;
    private int _movedFrames;

    /// <param name="width">Of the mattes.</param>
    /// <param name="height">Of the mattes.</param>
    /// <param name="bit">Its bit in label planes.</param>
    public Body(int width, int height, byte bit)
    {
        (_width, _height, Bit) = (width, height, bit);
        _seen = new byte[Padded(width * height)];
        _claims = new byte[_seen.Length];
    }

    /// <summary>Its bit in label planes.</summary>
    public byte Bit { get; }

    /// <summary>Whether this place in the list stands for somebody.</summary>
    public bool IsThere { get; set; }

    /// <summary>How it looks.</summary>
    public Looks Looks { get; private set; } = new();

    /// <summary>Where it was, moved as it moves: frames left to remember each pixel, 0 = it was not there. A padded plane.</summary>
    public byte[] Claims => _claims;

    /// <summary>Motion since the last frame, in pixels.</summary>
    public (int X, int Y) Shift { get; private set; }

    /// <summary>Pixels in the last frame.</summary>
    public int Pixels { get; private set; }

    /// <summary>The frame around them.</summary>
    public PixelArea Area { get; private set; }

    /// <summary>Pixels when it last stood apart from everybody; 0 when it never did.</summary>
    public int ApartPixels { get; set; }

    /// <summary>Whether it ever moved: what did not is furniture.</summary>
    public bool HasMoved => _movedFrames >= MovedFrames;

    /// <summary>Frames since it came.</summary>
    public int Age { get; set; }

    /// <summary>Frames in which it moved otherwise than the streamer.</summary>
    public int MovedAlone { get; set; }

    /// <summary>Frames in a row in which it moved as the streamer does.</summary>
    public int Together { get; set; }

    /// <summary>
    /// Whether it no longer takes what was the streamer's a moment ago: it is furniture, hidden behind the streamer, or stays behind the streamer without moving.
    /// </summary>
    public bool Yields => !HasMoved || (Front <= 0 && (Unseen > HalfASecond || Together > HalfASecond));

    /// <summary>Frames in a row in which next to nothing of it was seen.</summary>
    public int Unseen { get; set; }

    /// <summary>Above 0 when it passes between the camera and the streamer.</summary>
    public float Front { get; set; }

    /// <summary>The length of a plane of so many bytes that vectors divide: its end never needs care.</summary>
    public static int Padded(int pixels) => (pixels + Vector<byte>.Count - 1) / Vector<byte>.Count * Vector<byte>.Count;

    /// <summary>Knows nothing any more.</summary>
    public void Forget()
    {
        Looks.Forget();
        ForgetPlace();
        (IsThere, ApartPixels, _movedFrames, Age, MovedAlone, Together, Unseen, Front) = (false, 0, 0, 0, 0, 0, 0, 0);
    }

    /// <summary>Knows how it looks, and not where it is.</summary>
    public void ForgetPlace()
    {
        _seen.AsSpan().Clear();
        _claims.AsSpan().Clear();
        (Shift, Area, Pixels) = (default, default, 0);
    }

    /// <summary>Takes the other's place, looks and past, and gives it its own; both keep their bits.</summary>
    public void Swap(Body other)
    {
        (_seen, other._seen, _claims, other._claims, Looks, other.Looks) = (other._seen, _seen, other._claims, _claims, other.Looks, Looks);
        (Shift, other.Shift, Pixels, other.Pixels, Area, other.Area) = (other.Shift, Shift, other.Pixels, Pixels, other.Area, Area);
        (_movedFrames, other._movedFrames, Age, other.Age) = (other._movedFrames, _movedFrames, other.Age, Age);
        (ApartPixels, other.ApartPixels) = (other.ApartPixels, Math.Max(1, Math.Max(ApartPixels, other.Pixels)));
        other.Front = -other.Front;
        Looks.Forget();
    }

    /// <summary>Finds out how it moved since the last frame and moves what is remembered; the memory grows older by one frame.</summary>
    /// <param name="last">The last small frame, B G R.</param>
    /// <param name="now">This one.</param>
    /// <param name="labels">Of the last frame.</param>
    public void Move(ReadOnlySpan<byte> last, ReadOnlySpan<byte> now, byte[] labels)
    {
        if (!Area.IsEmpty)
        {
            Shift = LayerMotion.Find(last, now, labels.AsSpan(0, _width * _height), Bit, Area, _width, Shift);
            Shift = HasChanged(last, now, labels) ? Shift : default;
        }

        _claims.AsSpan().Clear();
        var (left, right) = (Math.Max(0, -Shift.X), Math.Min(_width, _width - Shift.X));
        for (var y = Math.Max(0, -Shift.Y); y < Math.Min(_height, _height - Shift.Y); y++)
        {
            _seen.AsSpan((y * _width) + left, right - left).CopyTo(_claims.AsSpan(((y + Shift.Y) * _width) + left + Shift.X));
        }

        for (var i = 0; i < _claims.Length; i += Vector<byte>.Count)
        {
            (Vector.Max(new Vector<byte>(_claims, i), Vector<byte>.One) - Vector<byte>.One).CopyTo(_claims, i);
        }
    }

    /// <summary>Takes over where it is now; what is not seen of it is remembered from before.</summary>
    /// <param name="labels">Of this frame, a padded plane.</param>
    /// <param name="pixels">How many of them are its own.</param>
    /// <param name="area">The frame around those.</param>
    public void Remember(byte[] labels, int pixels, PixelArea area)
    {
        (Pixels, Area) = (pixels, area);
        var (bit, fresh) = (new Vector<byte>(Bit), new Vector<byte>(Memory));
        for (var i = 0; i < _seen.Length; i += Vector<byte>.Count)
        {
            var here = new Vector<byte>(labels, i) & bit;
            Vector.ConditionalSelect(Vector.Equals(here, bit), fresh, new Vector<byte>(_claims, i)).CopyTo(_seen, i);
        }
    }

    /// <summary>Whether enough of its pixels changed to say that it moved.</summary>
    private bool HasChanged(ReadOnlySpan<byte> last, ReadOnlySpan<byte> now, byte[] labels)
    {
        var (all, changed) = (0, 0);
        for (var y = Area.Top; y < Area.Bottom; y += 2)
        {
            for (var x = Area.Left; x < Area.Right; x += 2)
            {
                var at = (y * _width) + x;
                if ((labels[at] & Bit) != 0)
                {
                    all++;
                    changed += Math.Abs(last[(at * 3) + 1] - now[(at * 3) + 1]) > Change ? 1 : 0;
                }
            }
        }

        var moved = changed * 25 > all;
        _movedFrames += moved ? 1 : 0;
        return moved;
    }
}
