using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring;

namespace StreamShield.Core.Pipeline;

/// <summary>Loads the model and makes the <see cref="FrameShield"/> around it, also again after failures, with growing pauses. Used by the shield
/// thread, except <see cref="Use"/>.</summary>
/// <param name="size">Size of the pictures.</param>
/// <param name="open">Opens the model.</param>
/// <param name="wanted">The settings in force.</param>
/// <param name="time">The session's clock.</param>
internal sealed class ShieldLoader(FrameSize size, Func<ISegmenter> open, WantedSettings wanted, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(15);

    private Func<ISegmenter> _open = open;
    private volatile bool _again;
    private int _isOther;
    private ShieldMemory? _memory;
    private long _nextAt;
    private TimeSpan _pause = FirstPause;

    /// <summary>The shield; null while there is none. Owned by this object.</summary>
    public FrameShield? Shield { get; private set; }

    /// <summary>True when the next <see cref="Load"/> would do something.</summary>
    public bool IsDue => _again || (Shield is null && time.GetTimestamp() >= _nextAt);

    /// <summary>Loads another model next. Thread-safe.</summary>
    /// <param name="open">Opens it.</param>
    /// <param name="isSameRoom">False if the camera or its zones change as well: then nothing that was known holds any longer.</param>
    public void Use(Func<ISegmenter> open, bool isSameRoom)
    {
        if (!isSameRoom)
        {
            Volatile.Write(ref _isOther, 1);
        }

        Volatile.Write(ref _open, open);
        _again = true;
    }

    /// <summary>Loads the model anew next.</summary>
    public void LoadAgain() => _again = true;

    /// <summary>Loads the model and replaces the shield. A failure leaves no shield and begins a pause, each twice as long as the one before.</summary>
    /// <exception cref="Exception">Whatever opening the model or drawing the effect threw.</exception>
    public void Load()
    {
        _again = false;
        _memory = Interlocked.Exchange(ref _isOther, 0) != 0 ? null : Shield?.Memory ?? _memory;
        Shield?.Dispose();
        Shield = null;
        try
        {
            Shield = Open();
            if (_memory is { } memory)
            {
                Shield.Recall(memory);
            }

            _pause = FirstPause;
        }
        catch
        {
            _nextAt = time.GetTimestamp() + (long)(_pause.TotalSeconds * time.TimestampFrequency);
            _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, MaxPause.Ticks));
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Shield?.Dispose();

    private FrameShield Open()
    {
        // Drawing a decoy takes almost as long as loading a model, so do both at once.
        var settings = wanted.WithoutZones;
        var drawing = Task.Factory.StartNew(() => Effects.Make(size, settings.EffectChoice), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        ISegmenter? segmenter = null;
        IObscurer? drawn = null;
        try
        {
            try
            {
                segmenter = Volatile.Read(ref _open)();
            }
            finally
            {
                drawn = drawing.GetAwaiter().GetResult();
            }

            var newest = wanted.WithoutZones;
            if (newest.EffectChoice != settings.EffectChoice)
            {
                drawn.Dispose();
                drawn = null;
            }

            return new FrameShield(size, segmenter, newest, time, drawn);
        }
        catch
        {
            segmenter?.Dispose();
            drawn?.Dispose();
            throw;
        }
    }
}
