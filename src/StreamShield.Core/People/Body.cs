using System.Numerics;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.People;

/// <summary>
/// One person, or thing taken for one, that is tracked: where it was over the last seconds, how it moves and looks. State to track by; what is shown is always this frame's own
/// matte (law 3). Allocates only when made.
/// </summary>
internal sealed class Body
{
    /// <summary>Claim on a pixel where the body was just seen. Claims fall with time, also while somebody else covers the place.</summary>
    public const byte Seen = 255;

    /// <summary>Seconds for which a place is remembered.</summary>
    public const double Memory = 3;

    /// <summary>Seconds after which something is no accident.</summary>
    public const double HalfASecond = 0.5;

    /// <summary>Seconds of motion, standing apart from the streamer, after which it is no furniture.</summary>
    private const double SurelyMoved = 0.12;

    /// <summary>Who goes this part of the picture's width from the streamer is somebody.</summary>
    private const int OwnWay = 20;

    /// <summary>Pixels by which the measured way of what hangs on the streamer may stray.</summary>
    private const int Jitter = 2;

    private readonly int _width;
    private readonly int _height;
    private byte[] _seen;
    private byte[] _claims;
    private double _moved;
    private (int X, int Y) _way;
    private (int X, int Y) _resting;
    private bool _wentItsOwnWay;

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

    /// <summary>Whether it stands for somebody.</summary>
    public bool IsThere { get; set; }

    /// <summary>Where it was, moved as it moves; 0 = it was not there. A padded plane.</summary>
    public byte[] Claims => _claims;

    /// <summary>Claims of at least this were seen in the last frame.</summary>
    public byte Fresh { get; private set; }

    /// <summary>Motion since the last frame, in pixels.</summary>
    public (int X, int Y) Shift { get; private set; }

    /// <summary>Pixels in the last frame.</summary>
    public int Pixels { get; private set; }

    /// <summary>The frame around them.</summary>
    public PixelArea Area { get; private set; }

    /// <summary>Pixels when it last stood apart from everybody; 0 when it never did.</summary>
    public int ApartPixels { get; private set; }

    /// <summary>True when it was cut out of one part by a click, along a line that is only a guess.</summary>
    public bool IsCut { get; set; }

    /// <summary>Whether it ever moved: what did not is furniture.</summary>
    public bool HasMoved => _moved >= SurelyMoved;

    /// <summary>Seconds since it came.</summary>
    public double Age { get; private set; }

    /// <summary>Seconds for which it has moved as the streamer does.</summary>
    public double Together { get; private set; }

    /// <summary>Seconds for which next to nothing of it has been seen.</summary>
    public double Unseen { get; set; }

    /// <summary>Above 0 when it passes between the camera and the streamer.</summary>
    public float Front { get; set; }

    /// <summary>
    /// Whether it takes nothing that was the streamer's: furniture, somebody hidden behind the streamer, and what is left on the streamer of somebody who passed.
    /// </summary>
    public bool Yields => !HasMoved || (Front <= 0 && (Unseen > HalfASecond || (Together > HalfASecond && Pixels * 2 < ApartPixels)));

    /// <summary>Whether it was taken for somebody when something grew on the streamer, has never been apart and goes where the streamer goes.</summary>
    public bool IsImagined => ApartPixels == 0 && Age > HalfASecond && !_wentItsOwnWay;

    /// <summary>The length of a plane of so many bytes that vectors divide: its end never needs care.</summary>
    public static int Padded(int pixels) => (pixels + Vector<byte>.Count - 1) / Vector<byte>.Count * Vector<byte>.Count;

    /// <summary>Knows nothing any more.</summary>
    public void Forget()
    {
        _seen.AsSpan().Clear();
        _claims.AsSpan().Clear();
        (IsThere, Pixels, Area, Shift, ApartPixels, Front) = (false, 0, default, default, 0, 0);
        (_moved, Age, Together, Unseen, IsCut) = (0, 0, 0, 0, false);
        (_way, _resting, _wentItsOwnWay) = (default, default, false);
    }

    /// <summary>Takes the other's place and past, and gives it its own; both keep their bits.</summary>
    public void Swap(Body other)
    {
        (_seen, other._seen, _claims, other._claims) = (other._seen, _seen, other._claims, _claims);
        (Shift, other.Shift, Pixels, other.Pixels, Area, other.Area) = (other.Shift, Shift, other.Pixels, Pixels, other.Area, Area);
        (_moved, other._moved, Age, other.Age, ApartPixels, other.ApartPixels) = (other._moved, _moved, other.Age, Age, other.ApartPixels, Math.Max(ApartPixels, other.Pixels));
        other.Front = -other.Front;
    }

    /// <summary>Finds out how it moved since the last frame and moves what is remembered, which grows older.</summary>
    /// <param name="shift">How its pixels moved.</param>
    /// <param name="passed">Seconds since the last frame.</param>
    /// <param name="fall">By how much claims fall meanwhile.</param>
    /// <param name="streamer">The streamer, moved before.</param>
    public void Move((int X, int Y) shift, double passed, byte fall, Body streamer)
    {
        Shift = shift;
        Age += passed;
        _way = (_way.X + shift.X - streamer.Shift.X, _way.Y + shift.Y - streamer.Shift.Y);
        _wentItsOwnWay |= Math.Abs(_way.X) + Math.Abs(_way.Y) > _width / OwnWay;
        var strayed = Math.Abs(_way.X - _resting.X) + Math.Abs(_way.Y - _resting.Y) > Jitter;
        (_resting, Together) = strayed ? (_way, 0) : (_resting, Together + passed);
        Fresh = (byte)(Seen - fall);
        _claims.AsSpan().Clear();
        var (left, right) = (Math.Max(0, -shift.X), Math.Min(_width, _width - shift.X));
        for (var y = Math.Max(0, -shift.Y); y < Math.Min(_height, _height - shift.Y); y++)
        {
            _seen.AsSpan((y * _width) + left, right - left).CopyTo(_claims.AsSpan(((y + shift.Y) * _width) + left + shift.X));
        }

        var step = new Vector<byte>(fall);
        for (var i = 0; i < _claims.Length; i += Vector<byte>.Count)
        {
            (Vector.Max(new Vector<byte>(_claims, i), step) - step).CopyTo(_claims, i);
        }
    }

    /// <summary>Takes over all that another one claims, who is forgotten.</summary>
    public void Absorb(Body other)
    {
        for (var i = 0; i < _seen.Length; i += Vector<byte>.Count)
        {
            Vector.Max(new Vector<byte>(_seen, i), new Vector<byte>(other._seen, i)).CopyTo(_seen, i);
        }

        other.Forget();
    }

    /// <summary>A pixel was not seen in this frame after all: what is remembered of it goes on falling.</summary>
    public void Unsee(int pixel) => _seen[pixel] = _claims[pixel];

    /// <summary>It stands apart from the streamer in this frame.</summary>
    /// <param name="pixels">Of its part.</param>
    /// <param name="moved">Seconds for which it is known to have moved meanwhile.</param>
    public void StandApart(int pixels, double moved) => (ApartPixels, _moved) = (pixels, _moved + moved);

    /// <summary>Takes over where it is now; what is not seen of it is remembered from before.</summary>
    /// <param name="labels">Of this frame, a padded plane.</param>
    /// <param name="pixels">How many of them are its own.</param>
    /// <param name="area">The frame around those.</param>
    public void Remember(byte[] labels, int pixels, PixelArea area)
    {
        (Pixels, Area) = (pixels, area);
        var (bit, seen) = (new Vector<byte>(Bit), new Vector<byte>(Seen));
        for (var i = 0; i < _seen.Length; i += Vector<byte>.Count)
        {
            var here = Vector.Equals(new Vector<byte>(labels, i) & bit, bit);
            Vector.ConditionalSelect(here, seen, new Vector<byte>(_claims, i)).CopyTo(_seen, i);
        }
    }
}
