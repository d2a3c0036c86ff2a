using System.Numerics;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.People;

/// <summary>A tracked person, or a thing taken for one: where it was over the last seconds, how it moves, and its size. Used for tracking only; what
/// is shown always comes from this frame's own matte (law 3). Allocates only on construction.</summary>
internal sealed class Body
{
    /// <summary>Claim on a pixel where the body was seen in the latest frame. Claims decay with time, also while somebody else covers the
    /// place.</summary>
    public const byte Seen = 255;

    /// <summary>Seconds for which a place is remembered.</summary>
    public const double Memory = 3;

    /// <summary>Seconds after which an observation no longer counts as chance.</summary>
    public const double HalfASecond = 0.5;

    /// <summary>Claims that were renewed within the last half second.</summary>
    public const byte Recent = (byte)(Seen - (Seen * HalfASecond / Memory));

    /// <summary>Where nobody is any longer, claims stop being recent this many times faster (after an eighth of a second). A place that the streamer has
    /// left cannot be covered by whoever walks there next. One frame would be too soon, because a gap runs along between two who touch.</summary>
    private const int Leaving = 4;

    /// <summary>Seconds of motion apart from the streamer after which a body cannot be furniture.</summary>
    private const double SurelyMoved = 0.12;

    /// <summary>Time constant in seconds with which <see cref="ApartPixels"/> shrinks: a model often overlooks half of a body for some frames.</summary>
    private const double Shrinking = 0.6;

    /// <summary>Seconds that coming in takes at most.</summary>
    private const double EntrySeconds = 1;

    /// <summary>Pixels by which a matte may end short of the picture's edge.</summary>
    public const int Edge = 2;

    /// <summary>Seconds over which its speed is averaged.</summary>
    private const double Inertia = 0.4;

    private readonly int _width;
    private readonly int _height;
    private readonly byte[] _seen;
    private double _moved;
    private double _overlooked;
    private double _measured;
    private int _mostPixels;
    private (double X, double Y) _speed;
    private (double X, double Y) _rest;

    /// <param name="width">Width of the mattes.</param>
    /// <param name="height">Height of the mattes.</param>
    /// <param name="bit">The bit that stands for it in label planes.</param>
    public Body(int width, int height, byte bit)
    {
        (_width, _height, Bit) = (width, height, bit);
        _seen = new byte[Padded(width * height)];
        Claims = new byte[_seen.Length];
    }

    /// <summary>The bit that stands for it in label planes.</summary>
    public byte Bit { get; private set; }

    /// <summary>True while this object tracks somebody.</summary>
    public bool IsThere { get; set; }

    /// <summary>Where it was, shifted by its motion; 0 = it was not there. A padded plane.</summary>
    public byte[] Claims { get; }

    /// <summary>Claims of at least this value were seen in the last frame.</summary>
    public byte Fresh { get; private set; }

    /// <summary>Motion since the last frame, in pixels.</summary>
    public (int X, int Y) Shift { get; private set; }

    /// <summary>Number of its pixels in the last frame.</summary>
    public int Pixels { get; private set; }

    /// <summary>Bounding box of these pixels.</summary>
    public PixelArea Area { get; private set; }

    /// <summary>Number of its pixels when all of it could be told from the streamer. It grows at once and shrinks slowly; 0 when it never could.</summary>
    public int ApartPixels { get; private set; }

    /// <summary>True when it was cut out of a connected part along an estimated line.</summary>
    public bool IsCut { get; set; }

    /// <summary>True once it has moved. What never moved is furniture.</summary>
    public bool HasMoved => IsEntering || _moved >= SurelyMoved;

    /// <summary>True while it comes in at one side of the picture, for at most a second.</summary>
    public bool IsEntering { get; set; }

    /// <summary>True when its latest pixels reach the left or right edge of the picture.</summary>
    public bool IsAtSide => !Area.IsEmpty && (Area.Left <= Edge || Area.Right >= _width - Edge);

    /// <summary>Seconds since it appeared.</summary>
    public double Age { get; private set; }

    /// <summary>Seconds for which almost nothing of it has been seen.</summary>
    public double Unseen { get; set; }

    /// <summary>Greater than 0 when it passes between the camera and the streamer.</summary>
    public float Front { get; set; }

    /// <summary>True when too little of it is seen to measure its motion: behind the streamer, or in front when the model overlooks it for a moment.
    /// What never moved stays where it is.</summary>
    public bool IsHidden => Area.IsEmpty || (HasMoved && IsFragment && (Front < 0 || (Front > 0 && _overlooked < HalfASecond)));

    private bool IsFragment => Pixels * 2 < ApartPixels;

    /// <summary>True when it stands in front of the streamer and is larger than it was apart: what comes to light beside it is not part of it.</summary>
    public bool IsWhole => Front > 0 && HasMoved && Pixels > ApartPixels;

    /// <summary>True when it may take no pixels that were the streamer's: furniture, and somebody hidden behind the streamer.</summary>
    public bool Yields => !HasMoved || (Front <= 0 && Unseen > HalfASecond);

    /// <summary>Length of a plane rounded up to whole vectors, so that loops need no remainder.</summary>
    public static int Padded(int pixels) => (pixels + Vector<byte>.Count - 1) / Vector<byte>.Count * Vector<byte>.Count;

    /// <summary>Motion of a frame in which it cannot be seen: it moves on as before.</summary>
    /// <param name="passed">Seconds since the last frame.</param>
    public (int X, int Y) Coast(double passed)
    {
        _rest = (_rest.X + (_speed.X * passed), _rest.Y + (_speed.Y * passed));
        var shift = (X: (int)Math.Round(_rest.X), Y: (int)Math.Round(_rest.Y));
        _rest = (_rest.X - shift.X, _rest.Y - shift.Y);
        return shift;
    }

    /// <summary>Averages its speed over the measured motion. The last motion alone does not tell: it is often wrong just when somebody disappears. Nor does
    /// that of a fragment, so the average begins anew when more than twice as much of the body is seen as ever before.</summary>
    /// <param name="shift">Motion of its pixels since the last frame.</param>
    /// <param name="passed">Seconds since then; nothing is learnt from 0.</param>
    public void LearnSpeed((int X, int Y) shift, double passed)
    {
        if (passed > 0)
        {
            _measured += passed;
            var share = Math.Min(1, passed / Math.Min(Inertia, _measured));
            _speed = (_speed.X + (share * ((shift.X / passed) - _speed.X)), _speed.Y + (share * ((shift.Y / passed) - _speed.Y)));
            _rest = default;
        }
    }

    /// <summary>Resets the body to its initial state.</summary>
    public void Forget()
    {
        _seen.AsSpan().Clear();
        Claims.AsSpan().Clear();
        (IsThere, Pixels, Area, Shift, ApartPixels, Front) = (false, 0, default, default, 0, 0);
        (_moved, _overlooked, _measured, _mostPixels, Age, Unseen, IsCut, IsEntering, _speed, _rest) = (0, 0, 0, 0, 0, 0, false, false, default, default);
    }

    /// <summary>Exchanges roles with somebody else: the streamer becomes the other one.</summary>
    public void Swap(Body other)
    {
        (Bit, other.Bit) = (other.Bit, Bit);
        (Front, other.Front, Unseen, IsCut) = (-other.Front, 0, other.Unseen, other.IsCut);
        ApartPixels = Math.Max(ApartPixels, Pixels);
    }

    /// <summary>Applies the motion since the last frame to the remembered places, and lets their claims decay.</summary>
    /// <param name="shift">Motion of its pixels.</param>
    /// <param name="passed">Seconds since the last frame.</param>
    /// <param name="fall">Amount by which claims decay in that time.</param>
    /// <param name="isHidden">True when the motion is assumed. Then its place becomes less certain, towards where it goes; and whoever is behind the
    /// streamer may also have stopped there.</param>
    public void Move((int X, int Y) shift, double passed, byte fall, bool isHidden)
    {
        Shift = shift;
        Age += passed;
        _overlooked = IsFragment ? _overlooked + passed : 0;
        Fresh = (byte)(Seen - fall);
        Claims.AsSpan().Clear();
        Claim(shift);
        if (isHidden)
        {
            Claim((shift.X + Math.Sign(shift.X), shift.Y + Math.Sign(shift.Y)));
            if (Front < 0)
            {
                Claim(default);
            }
        }

        var step = new Vector<byte>(fall);
        for (var i = 0; i < Claims.Length; i += Vector<byte>.Count)
        {
            (Vector.Max(new Vector<byte>(Claims, i), step) - step).CopyTo(Claims, i);
        }
    }

    /// <summary>Claims the remembered places, shifted, beside what is claimed already. The streamer goes on beyond the picture's edge: places at the edge
    /// stay claimed when the streamer moves inwards.</summary>
    private void Claim((int X, int Y) shift)
    {
        var isCutOff = Bit == BodyMap.OwnBit;
        var (left, right) = (Math.Clamp(shift.X, 0, _width), Math.Clamp(_width + shift.X, 0, _width));
        var (top, bottom) = isCutOff ? (0, _height) : (Math.Max(0, shift.Y), Math.Min(_height, _height + shift.Y));
        for (var y = top; y < bottom; y++)
        {
            var from = _seen.AsSpan(Math.Clamp(y - shift.Y, 0, _height - 1) * _width, _width);
            var to = Claims.AsSpan(y * _width, _width);
            if (left < right)
            {
                RowBounds.Raise(from.Slice(left - shift.X, right - left), to[left..right]);
            }

            if (isCutOff)
            {
                to[..left].Fill(from[0]);
                to[right..].Fill(from[^1]);
            }
        }
    }

    /// <summary>Begins as a body that was seen all over a box.</summary>
    public void StandAt(PixelArea box)
    {
        for (var y = box.Top; y < box.Bottom; y++)
        {
            _seen.AsSpan((y * _width) + box.Left, box.Width).Fill(Seen);
        }
    }

    /// <summary>Revokes a pixel that was not seen in this frame after all. Its remembered claim keeps decaying.</summary>
    public void Unsee(int pixel) => _seen[pixel] = Claims[pixel];

    /// <summary>Records that it stands apart from the streamer in this frame, or comes in beside the streamer.</summary>
    /// <param name="pixels">Number of pixels of its connected part.</param>
    /// <param name="passed">Seconds since the last frame.</param>
    /// <param name="moves">True when it moves.</param>
    public void StandApart(int pixels, double passed, bool moves)
    {
        ApartPixels = Math.Max(pixels, (int)(ApartPixels * Math.Exp(-passed / Shrinking)));
        _moved += moves ? passed : 0;
    }

    /// <summary>Records where it is now. Places where it is not seen keep their claims; those that the streamer has left for nobody soon stop being
    /// recent.</summary>
    /// <param name="labels">Labels of this frame, a padded plane.</param>
    /// <param name="pixels">Number of pixels with its label.</param>
    /// <param name="area">Bounding box of these pixels.</param>
    public void Remember(byte[] labels, int pixels, PixelArea area)
    {
        (Pixels, Area) = (pixels, area);
        _measured = pixels > 2 * _mostPixels ? 0 : _measured;
        _mostPixels = Math.Max(_mostPixels, pixels);
        IsEntering &= Age < EntrySeconds && (Area.IsEmpty || IsAtSide);
        var (fall, min) = Bit == BodyMap.OwnBit ? (Math.Min((Leaving - 1) * (Seen - Fresh), Seen), Recent - 1) : (0, Seen);
        var (bit, seen, step, old) = (new Vector<byte>(Bit), new Vector<byte>(Seen), new Vector<byte>((byte)fall), new Vector<byte>((byte)min));
        for (var i = 0; i < _seen.Length; i += Vector<byte>.Count)
        {
            var (label, claim) = (new Vector<byte>(labels, i), new Vector<byte>(Claims, i));
            var left = Vector.Max(Vector.Min(claim, old), Vector.Max(claim, step) - step);
            claim = Vector.ConditionalSelect(Vector.Equals(label, Vector<byte>.Zero), left, claim);
            Vector.ConditionalSelect(Vector.Equals(label & bit, bit), seen, claim).CopyTo(_seen, i);
        }
    }
}
