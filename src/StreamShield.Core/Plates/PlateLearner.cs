using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Registration;

namespace StreamShield.Core.Plates;

/// <summary>Learns the plate from the background in ordinary frames. A pixel is learnt only where the final matte hides it and a wide area around
/// it, where the model has no doubt, and where that has been so for a while. Each such observation, about one per second, raises the confidence by a
/// sixteenth. One that disagrees halves it; one that contradicts resets it to 0, so that somebody who sat still unnoticed for long is forgotten on
/// moving. Levels are stored in the plate's own lighting. <para>Beside a streamer who sways nothing is hidden for long. There a pixel is learnt as soon
/// as it looks different from what was shown at the same place: the streamer has moved and uncovered it.</para> <para>In the first seconds, while
/// nothing is known, what was never shown is learnt several times as fast. Where the plate then hides what the model is sure of for seconds, the plate
/// loses.</para> <para>A plate passed to <see cref="Begin"/> is trusted for longer: an observation that disagrees only takes away what an agreeing one
/// adds, so that a change in the room is unknown after a quarter of a minute and learnt within another. This also holds where the model has long been
/// in doubt about something that is not shown: a blanket over a chair is not a person.</para> <para>Visits a part of the picture per frame, by elapsed time. Allocates only
/// on construction. Not thread-safe.</para></summary>
public sealed class PlateLearner : IDisposable
{
    /// <summary>Distance in blocks around a block that must be hidden, for a picture 720 pixels high; scaled for others.</summary>
    private const int ReachAt720 = 2;

    /// <summary>One frame visits at most one part in this many of the picture, however long ago the last frame was.</summary>
    private const int MaxPerFrame = 4;

    /// <summary>How long it learns at the first pace.</summary>
    private static readonly TimeSpan FirstSeconds = TimeSpan.FromSeconds(10);

    /// <summary>Three observations make a guess, which the model can overrule within two seconds.</summary>
    private static readonly Pace First = new(Round: TimeSpan.FromSeconds(0.15), Moment: 48, Loss: 3, Max: 160);

    /// <summary>Eight observations make a claim, which the model can overrule within eight seconds.</summary>
    private static readonly Pace Later = new(Round: TimeSpan.FromSeconds(1), Moment: 16, Loss: 16, Max: 255);

    /// <summary>How long a block of a trusted plate must have been hidden, with the model in doubt, before contradictions count.</summary>
    private static readonly TimeSpan LongDoubt = TimeSpan.FromSeconds(8);

    /// <summary>How long a block must have been hidden before it is learnt. A matte that flickers over somebody who sits still never allows
    /// that.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1.5);

    /// <summary>The same for pixels that the streamer uncovers, and in the first seconds for those that were never shown.</summary>
    private static readonly TimeSpan Uncovered = TimeSpan.FromSeconds(0.2);

    private readonly TimeProvider _time;
    private readonly ShownColours _shownColours;
    private readonly HiddenBlocks _blocks;
    private readonly int _reach;
    private readonly PixelBuffer _levels;
    private readonly BlockUse[] _uses;
    private int _next;
    private int _contradicted;
    private long _lastFrame;
    private double _owed;
    private bool _isTrusted;
    private long? _began;
    private Pace _pace = Later;

    /// <summary>Creates a learner without knowledge of the room.</summary>
    /// <param name="size">Size of all frames.</param>
    /// <param name="time">The clock that stamps the frames' capture times.</param>
    public PlateLearner(FrameSize size, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        Plate = new Plate(size);
        _shownColours = new ShownColours(size);
        _blocks = new HiddenBlocks(size, time);
        _uses = new BlockUse[_blocks.CountInRow(0)];
        _reach = Math.Max(1, (ReachAt720 * size.Height) / 720);
        _levels = new PixelBuffer(size.Pixels * 3 * sizeof(ushort));
    }

    /// <summary>The plate learnt so far, in the geometry of the frames and the lighting of the first plate. Changed by <see cref="Learn"/>: give
    /// others a copy.</summary>
    public Plate Plate { get; }

    /// <summary>True when a trusted plate was found wrong somewhere since this was last set to false.</summary>
    public bool HasCorrected { get; set; }

    /// <summary>Number of pixels that were claimed and no longer are, because they looked different, since this was last set to 0. A trusted plate does
    /// not count them: see <see cref="HasCorrected"/>.</summary>
    public int Contradicted { get => _contradicted; set => _contradicted = value; }

    /// <summary>Continues from a captured plate, which is copied and trusted.</summary>
    /// <exception cref="ArgumentException">The size differs.</exception>
    public void Begin(Plate plate)
    {
        Continue(plate);
        _isTrusted = true;
    }

    /// <summary>Goes on from a copy of the plate learnt so far, as it looks from where the camera stands now.</summary>
    /// <exception cref="ArgumentException">The size differs.</exception>
    public void Continue(Plate plate)
    {
        ArgumentNullException.ThrowIfNull(plate);
        plate.CopyTo(Plate);
        _shownColours.Clear();
        (HasCorrected, Contradicted) = (false, 0);
        var levels = Levels;
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = (ushort)(plate.Pixels[i] << 8);
        }
    }

    /// <summary>Clears the plate.</summary>
    public void Forget()
    {
        Plate.Clear();
        _levels.Clear();
        _shownColours.Clear();
        (_isTrusted, HasCorrected, Contradicted, _began) = (false, false, 0, null);
    }

    /// <summary>Learns from one frame. The camera must stand where it stood for all frames before.</summary>
    /// <param name="frame">The raw frame.</param>
    /// <param name="light">The lighting fitted to this frame; <see cref="Light.Same"/> while no room is known.</param>
    /// <param name="coarse">The model's matte of this frame. What it doubts is not learnt.</param>
    /// <param name="fine">The final matte of this frame. What it shows is not learnt.</param>
    /// <exception cref="ShieldException">A matte belongs to another frame (law 3), or a size differs.</exception>
    public void Learn(Frame frame, Light light, Matte coarse, Matte fine)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(coarse);
        ArgumentNullException.ThrowIfNull(fine);
        if (frame.Id == 0 || coarse.FrameId != frame.Id || fine.FrameId != frame.Id)
        {
            throw new ShieldException(SlateReason.StageFailed, $"Mattes of frames {coarse.FrameId} and {fine.FrameId} were offered for frame {frame.Id}: nothing is learnt from it.");
        }

        if (frame.Size != Plate.Size || fine.Width != Plate.Size.Width || fine.Height != Plate.Size.Height)
        {
            throw new ShieldException(SlateReason.StageFailed, $"A {frame.Size} frame with a {fine.Width}x{fine.Height} matte does not fit a {Plate.Size} plate.");
        }

        var passed = _lastFrame == 0 ? TimeSpan.Zero : _time.GetElapsedTime(_lastFrame, frame.CapturedAt);
        _lastFrame = frame.CapturedAt;
        _blocks.Watch(frame.CapturedAt, coarse, fine);
        var age = _time.GetElapsedTime(_began ??= frame.CapturedAt, frame.CapturedAt);
        _pace = _isTrusted || age >= FirstSeconds ? Later : First;
        _owed = Math.Clamp(_owed + (passed / _pace.Round * _blocks.Count), 0, (double)_blocks.Count / MaxPerFrame);
        var update = new PlateUpdate(new PlateLight(light), _isTrusted, _pace.Moment, _pace.Max);
        while (_owed >= 1)
        {
            var count = Math.Min((int)_owed, _blocks.CountInRow(_next));
            Visit(frame, coarse, fine, in update, _next, count);
            _owed -= count;
            _next = (_next + count) % _blocks.Count;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Plate.Dispose();
        _shownColours.Dispose();
        _levels.Dispose();
    }

    private Span<ushort> Levels => MemoryMarshal.Cast<byte, ushort>(_levels.Span);

    /// <summary>Lowers the confidence of sixteen pixels where the plate hides what the model is sure of: one of them is wrong.</summary>
    private void LoseConfidence(int at, ReadOnlySpan<byte> fine)
    {
        var confidences = Plate.Confidence.Slice(at, PlateUpdate.Pixels);
        var before = Vector128.Create(confidences);
        var after = Vector128.SubtractSaturate(before, Vector128.Create(_pace.Loss) & Vector128.IsZero(Vector128.Create(fine)));
        after.CopyTo(confidences);
        var claimed = Vector128.Create(Plate.Claimed);
        _contradicted += Vector128.CountWhereAllBitsSet(Vector128.GreaterThanOrEqual(before, claimed) & Vector128.LessThan(after, claimed));
    }

    /// <summary>Visits neighbouring blocks of one row of blocks. All of them take turns line by line, so that memory is read in order.</summary>
    private void Visit(Frame frame, Matte coarse, Matte fine, in PlateUpdate update, int first, int count)
    {
        var uses = _uses.AsSpan(0, count);
        for (var i = 0; i < count; i++)
        {
            uses[i] = UseOf(first + i, coarse);
        }

        var strip = _blocks.Area(first);
        for (var y = strip.Top; y < strip.Bottom; y++)
        {
            for (var i = 0; i < count; i++)
            {
                if (uses[i] != BlockUse.None)
                {
                    Visit(frame, fine, in update, (y * Plate.Size.Width) + _blocks.Left(first + i), uses[i]);
                }
            }
        }
    }

    private BlockUse UseOf(int block, Matte coarse)
    {
        if (_blocks.AreHidden(block, _reach, Quiet))
        {
            return BlockUse.Learn;
        }

        if (_isTrusted ? _blocks.IsNotShown(block, LongDoubt) : _blocks.AreHidden(block, 1, Uncovered))
        {
            return _isTrusted ? BlockUse.Check : BlockUse.LearnUncovered;
        }

        if (!_blocks.IsSeen(block))
        {
            return BlockUse.None;
        }

        return !_isTrusted && _blocks.IsSure(block, coarse) ? BlockUse.Doubt : BlockUse.Remember;
    }

    /// <summary>Visits sixteen neighbouring pixels.</summary>
    private void Visit(Frame frame, Matte fine, in PlateUpdate update, int at, BlockUse use)
    {
        var bgr = frame.Pixels.Slice(at * 3, PlateUpdate.Pixels * 3);
        if (use is BlockUse.Remember or BlockUse.Doubt)
        {
            _shownColours.Remember(at, bgr, fine.Alpha[at..]);
            if (use == BlockUse.Doubt)
            {
                LoseConfidence(at, fine.Alpha[at..]);
            }

            return;
        }

        var learnt = use switch
        {
            BlockUse.Learn => Vector128<byte>.AllBitsSet,
            BlockUse.LearnUncovered => _shownColours.Uncovered(at, bgr, withNew: _pace == First),
            _ => default,
        };
        HasCorrected |= update.Take(bgr, Levels[(at * 3)..], Plate.Pixels[(at * 3)..], Plate.Confidence[at..], learnt, ref _contradicted);
    }

    /// <summary>What a visit does with a block.</summary>
    private enum BlockUse : byte
    {
        None,

        /// <summary>Learns all of it.</summary>
        Learn,

        /// <summary>Learns what the streamer has uncovered.</summary>
        LearnUncovered,

        /// <summary>Only notes where a trusted plate is wrong.</summary>
        Check,

        /// <summary>Remembers the colours of what is shown.</summary>
        Remember,

        /// <summary>The same, and the plate loses confidence where it hides what the model is sure of.</summary>
        Doubt,
    }

    /// <summary>How fast a place is learnt.</summary>
    /// <param name="Round">Time between two observations of a block.</param>
    /// <param name="Moment">Confidence gained by one observation.</param>
    /// <param name="Loss">Confidence lost by one observation in which the model is sure of the streamer.</param>
    /// <param name="Max">Highest confidence.</param>
    private readonly record struct Pace(TimeSpan Round, byte Moment, byte Loss, byte Max);
}
