using StreamShield.Core.Frames;
using StreamShield.Core.Threading;

namespace StreamShield.Core.Pipeline;

/// <summary>The work of one capture thread: opens a source, reads it, and opens it again when it fails. A reader that hangs is abandoned, and another
/// one continues.</summary>
internal sealed class SourceReader : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(3);

    private readonly CaptureLoop _loop;
    private readonly SteppedThread _thread;
    private volatile ISource _source;
    private bool _open;
    private bool _ended;
    private TimeSpan _pause = FirstPause;
    private ShieldException? _trouble;
    private SourceFormat? _format;

    /// <summary>Creates a reader without starting it.</summary>
    /// <param name="source">Owned by the reader.</param>
    /// <param name="loop">Provides empty frames, takes filled ones, and knows the next source.</param>
    public SourceReader(ISource source, CaptureLoop loop)
    {
        _source = source;
        _loop = loop;
        _thread = new SteppedThread("capture", Step, () => _source.Dispose());
    }

    public string Name => _source.Name;

    public string? Label => _source.Label;

    /// <summary>The current failure of the source; null when there is none.</summary>
    public ShieldException? Trouble => Volatile.Read(ref _trouble);

    /// <summary>The format of the open source; null before it was opened.</summary>
    public SourceFormat? Format => Volatile.Read(ref _format);

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Ends the pause before the next step.</summary>
    public void Wake() => _thread.Wake.Set();

    /// <summary>Asks the thread to end. Returns at once.</summary>
    public void RequestStop() => _thread.RequestStop();

    /// <summary>Ends the thread and closes the source.</summary>
    /// <param name="patience">How long to wait for a read that hangs. After that, its thread closes the source when the read returns.</param>
    public void Stop(TimeSpan patience) => _thread.Stop(patience);

    /// <inheritdoc/>
    public void Dispose() => _thread.Dispose();

    /// <summary>Opens the source or reads one frame.</summary>
    /// <returns>How long to wait before the next step.</returns>
    public TimeSpan Step()
    {
        if (_loop.TakeSuccessor(this) is { } next)
        {
            TakeOver(next);
        }

        if (_ended)
        {
            return MaxPause;
        }

        try
        {
            if (!_open)
            {
                Volatile.Write(ref _format, _source.Open());
                _open = true;
            }
            else
            {
                ReadOne();
            }

            return TimeSpan.Zero;
        }
        catch (Exception e)
        {
            _open = false;
            Volatile.Write(ref _trouble, e as ShieldException
                ?? new ShieldException(SlateReason.SourceLost, $"{_source.Name} failed ({e.Message}): it is opened again by itself; if this stays, unplug it and plug it in.", e));
            var pause = _pause;
            _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, MaxPause.Ticks));
            return pause;
        }
    }

    private void TakeOver(ISource next)
    {
        var old = _source;
        _source = next;
        (_open, _ended, _pause) = (false, false, FirstPause);
        Volatile.Write(ref _format, null);
        Volatile.Write(ref _trouble, new ShieldException(SlateReason.Starting, $"{_source.Name} is being opened."));
        // A device that cannot be closed must not keep the next one from opening.
        Bounded.Do(old.Dispose, ClosePatience);
    }

    private void ReadOne()
    {
        var frame = _loop.Rent();
        try
        {
            if (!_source.Read(frame))
            {
                _ended = true;
                throw new ShieldException(SlateReason.SourceEnded, $"{_source.Name} has ended.");
            }

            _pause = FirstPause;
            if (_trouble is not null)
            {
                Volatile.Write(ref _trouble, null);
            }
        }
        catch
        {
            frame.Dispose();
            throw;
        }

        _loop.Deliver(this, frame);
    }
}
