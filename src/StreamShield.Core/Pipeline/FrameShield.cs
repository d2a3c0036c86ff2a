namespace StreamShield.Core;

/// <summary>
/// The one way from a raw frame to a safe picture: segment, refine, obscure, composite. Live, offline and benchmark runs all go through here.
/// Owns its segmenter and every buffer; used from one thread; allocates nothing per frame.
/// </summary>
public sealed class FrameShield : IDisposable
{
    private readonly ISegmenter _segmenter;
    private readonly Matte _coarse;
    private readonly Matte _fine;
    private readonly GuidedRefiner _refiner;
    private readonly Compositor _compositor;
    private readonly long[] _ticks = new long[Enum.GetValues<Stage>().Length];
    private readonly TimeProvider _time;
    private IObscurer _obscurer;

    /// <summary>A shield for frames of one size.</summary>
    /// <param name="size">Size of all frames and pictures.</param>
    /// <param name="segmenter">Becomes owned.</param>
    /// <param name="settings">The first settings.</param>
    /// <param name="time">Clock for the stage times.</param>
    /// <exception cref="ShieldException">The settings are out of range.</exception>
    public FrameShield(FrameSize size, ISegmenter segmenter, ShieldSettings settings, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(segmenter);
        ArgumentNullException.ThrowIfNull(settings);
        Size = size;
        _segmenter = segmenter;
        _time = time ?? TimeProvider.System;
        _coarse = new Matte(segmenter.MatteWidth, segmenter.MatteHeight);
        _fine = new Matte(size.Width, size.Height);
        _refiner = new GuidedRefiner(size, segmenter.MatteWidth, segmenter.MatteHeight);
        _compositor = new Compositor(size);
        Settings = settings;
        _obscurer = Effects.Make(size, settings);
    }

    /// <summary>Size of all frames and pictures.</summary>
    public FrameSize Size { get; }

    /// <summary>The settings in force.</summary>
    public ShieldSettings Settings { get; private set; }

    /// <summary>The segmenter's name.</summary>
    public string ModelName => _segmenter.Name;

    /// <summary>The fine matte of the last frame that went through; valid until the next call.</summary>
    public Matte Matte => _fine;

    /// <summary>Time stamps ticks that each <see cref="Stage"/> took for the last frame.</summary>
    public ReadOnlySpan<long> StageTicks => _ticks;

    /// <summary>Changes the settings, between two frames.</summary>
    /// <exception cref="ShieldException">Out of range; the old ones stay in force.</exception>
    public void Apply(ShieldSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var obscurer = Effects.Make(Size, settings);
        _obscurer.Dispose();
        (_obscurer, Settings) = (obscurer, settings);
    }

    /// <summary>Shields one frame. When it throws, <paramref name="output"/> counts as slate and must not be shown.</summary>
    /// <param name="frame">Stamped raw frame of this size; stays the caller's.</param>
    /// <param name="output">Picture of this size; stays the caller's.</param>
    /// <exception cref="ShieldException">A stage failed.</exception>
    public void Shield(Frame frame, ShieldedFrame output)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(output);
        output.Begin();
        _coarse.Clear();
        _fine.Clear();
        var start = _time.GetTimestamp();
        _segmenter.Segment(frame, _coarse);
        start = Lap(Stage.Segment, start);
        _refiner.Refine(frame, _coarse, _segmenter.SmallFrame, _fine);
        start = Lap(Stage.Refine, start);
        var hidden = _obscurer.Obscure(frame, _fine);
        start = Lap(Stage.Obscure, start);
        _compositor.Compose(frame, _fine, hidden, output);
        Lap(Stage.Composite, start);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _segmenter.Dispose();
        _coarse.Dispose();
        _fine.Dispose();
        _refiner.Dispose();
        _obscurer.Dispose();
        _compositor.Dispose();
    }

    private long Lap(Stage stage, long start)
    {
        var now = _time.GetTimestamp();
        _ticks[(int)stage] = now - start;
        return now;
    }
}
