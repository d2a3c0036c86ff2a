using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Core.Plates;

/// <summary>Captures the empty room: a countdown for the streamer to step out, then the median over some seconds, pixel by pixel. Refuses a room with
/// somebody in it, with movement, with too little or unsteady light, and a camera that moves. Runs step by step with the frames and never waits. Its
/// samples are raw pictures and are wiped as soon as it is done.</summary>
public sealed class PlateCapture : IDisposable
{
    /// <summary>Model alpha from which a pixel of the coarse matte counts as a person.</summary>
    private const byte Somebody = 128;

    /// <summary>Model alpha from which a place is left unknown in the plate.</summary>
    private const byte Suspect = 48;

    /// <summary>Largest share of the picture that may look like a person. It is not 0 because models see people in coats and curtains.</summary>
    private const double MaxSomebodyShare = 0.004;

    /// <summary>Number of frames over which computing the median is spread.</summary>
    private const int Parts = 8;

    private readonly TimeProvider _time;
    private readonly TimeSpan _countdown;
    private readonly TimeSpan _duration;
    private readonly FrameSize _size;
    private readonly PlateSteadiness _steadiness;
    private readonly PlateMedian _median;
    private readonly bool[] _suspect;
    private long _started;
    private int _filled;
    private string _refusal = "";

    /// <summary>Creates a capture for frames of one size.</summary>
    /// <param name="size">Size of all frames.</param>
    /// <param name="time">The clock of the countdown.</param>
    /// <param name="countdown">Time to step out; 5 s by default.</param>
    /// <param name="duration">Time to sample; 3 s by default.</param>
    public PlateCapture(FrameSize size, TimeProvider time, TimeSpan? countdown = null, TimeSpan? duration = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        _size = size;
        _time = time;
        _countdown = countdown ?? TimeSpan.FromSeconds(5);
        _duration = duration ?? TimeSpan.FromSeconds(3);
        ArgumentOutOfRangeException.ThrowIfLessThan(_countdown, TimeSpan.Zero, nameof(countdown));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_duration, TimeSpan.Zero, nameof(duration));
        _steadiness = new PlateSteadiness(size);
        _median = new PlateMedian(size);
        _suspect = new bool[_steadiness.Columns * _steadiness.Rows];
        Plate = new Plate(size);
    }

    /// <summary>The state of the capture.</summary>
    public PlateCaptureState State { get; private set; }

    /// <summary>Whole seconds until sampling starts, while waiting; otherwise 0.</summary>
    public int SecondsLeft { get; private set; }

    /// <summary>Share of the samples taken, 0..1.</summary>
    public double Share { get; private set; }

    /// <summary>The state as one sentence for the streamer; when refused, cause and remedy.</summary>
    public string Sentence => State switch
    {
        PlateCaptureState.Waiting => $"Step out of the picture: {SecondsLeft} s left.",
        PlateCaptureState.Capturing => $"Looking at the empty room: {(int)(100 * Share)} %. Stay out of the picture.",
        PlateCaptureState.Done => "Done: the empty room is known.",
        PlateCaptureState.Refused => _refusal,
        _ => "No capture has been started.",
    };

    /// <summary>The captured plate once <see cref="State"/> is <see cref="PlateCaptureState.Done"/>; empty before. Owned by this object: copy
    /// it.</summary>
    public Plate Plate { get; }

    /// <summary>Starts the countdown, discarding any earlier capture.</summary>
    public void Start() => Start(_time.GetTimestamp());

    /// <summary>Starts the countdown at the time stamp of a frame.</summary>
    public void Start(long at)
    {
        _started = at;
        _median.Restart();
        _steadiness.Restart();
        _suspect.AsSpan().Clear();
        Plate.Clear();
        _filled = 0;
        Share = 0;
        Wait(TimeSpan.Zero);
    }

    /// <summary>Takes one frame. Does nothing unless a capture is running.</summary>
    /// <param name="frame">The raw frame. Read during the call only.</param>
    /// <param name="coarse">The segmenter's matte of the same frame, computed without hints about the room.</param>
    /// <exception cref="ShieldException">The matte belongs to another frame (law 3), or a size differs.</exception>
    public void Step(Frame frame, Matte coarse)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(coarse);
        if (frame.Id == 0 || coarse.FrameId != frame.Id || frame.Size != _size)
        {
            throw new ShieldException(SlateReason.StageFailed, $"The matte of frame {coarse.FrameId} was offered for frame {frame.Id} of {frame.Size} to a capture of {_size}.");
        }

        if (State is not (PlateCaptureState.Waiting or PlateCaptureState.Capturing))
        {
            return;
        }

        var passed = _time.GetElapsedTime(_started, frame.CapturedAt);
        if (passed < _countdown)
        {
            Wait(passed < TimeSpan.Zero ? TimeSpan.Zero : passed);
            return;
        }

        if (_median.Count == PlateMedian.Samples)
        {
            Finish();
            return;
        }

        // The samples are spread evenly over the duration. A slow camera just takes longer.
        if (passed >= _countdown + (_duration * ((double)_median.Count / PlateMedian.Samples)))
        {
            Take(frame, coarse);
        }
    }

    /// <summary>True when so much of a coarse matte looks like a person that the room is not empty.</summary>
    internal static bool IsSomebodyIn(Matte coarse)
    {
        var count = 0;
        foreach (var alpha in coarse.Alpha)
        {
            count += alpha >= Somebody ? 1 : 0;
        }

        return count > MaxSomebodyShare * coarse.Width * coarse.Height;
    }

    /// <summary>Stops the capture and wipes the samples.</summary>
    public void Stop()
    {
        _median.Restart();
        State = PlateCaptureState.Idle;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Plate.Dispose();
        _median.Dispose();
    }

    private void Wait(TimeSpan passed)
    {
        State = PlateCaptureState.Waiting;
        SecondsLeft = (int)Math.Ceiling((_countdown - passed).TotalSeconds);
    }

    private void Take(Frame frame, Matte coarse)
    {
        SecondsLeft = 0;
        if (IsSomebodyIn(coarse))
        {
            Refuse("Somebody is still in the picture, or something that looks like a person: step out, take it away, and capture again.");
            return;
        }

        if (_steadiness.Compare(frame) is { } reason)
        {
            Refuse(reason);
            return;
        }

        NoteSuspects(coarse);
        _median.Add(frame);
        Share = (double)_median.Count / PlateMedian.Samples;
        State = PlateCaptureState.Capturing;
    }

    /// <summary>Computes a part of the plate with each frame, because all of it at once would delay the picture.</summary>
    private void Finish()
    {
        var end = Math.Min(_size.Height, _filled + ((_size.Height + Parts - 1) / Parts));
        _median.Fill(Plate, _filled, end);
        _filled = end;
        if (_filled < _size.Height)
        {
            return;
        }

        for (var row = 0; row < _steadiness.Rows; row++)
        {
            for (var column = 0; column < _steadiness.Columns; column++)
            {
                var block = (row * _steadiness.Columns) + column;
                if (_suspect[block] || _steadiness.Moved[block])
                {
                    Doubt(column, row);
                }
            }
        }

        Plate.MarkChanged();
        _median.Restart();
        State = PlateCaptureState.Done;
    }

    private void Refuse(string reason)
    {
        _median.Restart();
        State = PlateCaptureState.Refused;
        _refusal = reason;
    }

    /// <summary>Marks the blocks that the model does not consider certainly empty, and their neighbours.</summary>
    private void NoteSuspects(Matte coarse)
    {
        for (var y = 0; y < coarse.Height; y++)
        {
            for (var x = 0; x < coarse.Width; x++)
            {
                if (coarse.Alpha[(y * coarse.Width) + x] >= Suspect)
                {
                    Mark(x * _size.Width / coarse.Width / PlateSteadiness.Side, y * _size.Height / coarse.Height / PlateSteadiness.Side);
                }
            }
        }
    }

    private void Mark(int column, int row)
    {
        var (left, right) = (Math.Max(0, column - 1), Math.Min(_steadiness.Columns, column + 2));
        for (var y = Math.Max(0, row - 1); y <= Math.Min(_steadiness.Rows - 1, row + 1); y++)
        {
            _suspect.AsSpan((y * _steadiness.Columns) + left, right - left).Fill(true);
        }
    }

    private void Doubt(int column, int row)
    {
        var (left, right) = (column * PlateSteadiness.Side, Math.Min((column + 1) * PlateSteadiness.Side, _size.Width));
        for (var y = row * PlateSteadiness.Side; y < Math.Min((row + 1) * PlateSteadiness.Side, _size.Height); y++)
        {
            Plate.Confidence.Slice((y * _size.Width) + left, right - left).Clear();
        }
    }
}
