namespace StreamShield.Core;

/// <summary>
/// The one way from a raw frame to a safe picture: segment, leave the streamer alone, refine, apply the zones, obscure, composite. Live, offline and benchmark runs all go through here.
/// Owns its segmenter and every buffer; used from one thread; allocates nothing per frame.
/// </summary>
public sealed class FrameShield : IDisposable
{
    private readonly ISegmenter _segmenter;
    private readonly Matte _coarse;
    private readonly Matte _fine;
    private readonly AreaScaler _scaler;
    private readonly PixelBuffer _small;
    private readonly StreamerSelector _streamer;
    private readonly GuidedRefiner _refiner;
    private readonly ZoneMask _zones;
    private readonly ZoneEffects _zoneEffects;
    private readonly HiddenPicture _hidden = new();
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
        _scaler = new AreaScaler(size, segmenter.MatteWidth, segmenter.MatteHeight);
        _small = new PixelBuffer(segmenter.MatteWidth * segmenter.MatteHeight * 3);
        _streamer = new StreamerSelector(segmenter.MatteWidth, segmenter.MatteHeight);
        _refiner = new GuidedRefiner(size, segmenter.MatteWidth, segmenter.MatteHeight);
        _zones = new ZoneMask(size);
        _zoneEffects = new ZoneEffects(size);
        _compositor = new Compositor(size);
        Settings = settings;
        _obscurer = MakeObscurer(settings);
        SetZones(settings.Zones);
    }

    /// <summary>Size of all frames and pictures.</summary>
    public FrameSize Size { get; }

    /// <summary>The settings in force.</summary>
    public ShieldSettings Settings { get; private set; }

    /// <summary>The segmenter's name.</summary>
    public string ModelName => _segmenter.Name;

    /// <summary>The fine matte of the last frame that went through; valid until the next call.</summary>
    public Matte Matte => _fine;

    /// <summary>Who is the streamer; without meaning while everyone is shown.</summary>
    public StreamerSelector Streamer => _streamer;

    /// <summary>Time stamps ticks that each <see cref="Stage"/> took for the last frame.</summary>
    public ReadOnlySpan<long> StageTicks => _ticks;

    /// <summary>Changes the settings, between two frames.</summary>
    /// <exception cref="ShieldException">Out of range; the old ones stay in force.</exception>
    public void Apply(ShieldSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _obscurer = MakeObscurer(settings);
        if (!ReferenceEquals(settings.Zones, Settings.Zones))
        {
            SetZones(settings.Zones);
        }

        if (settings.People != Settings.People)
        {
            _streamer.Forget();
        }

        Settings = settings;
    }

    /// <summary>Moves the zones with the camera, between two frames.</summary>
    /// <exception cref="ShieldException">No shift that zones can follow; the old one stays in force.</exception>
    public void Follow(ZoneShift shift)
    {
        _zones.Follow(shift);
        _zoneEffects.Follow(shift);
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
        var small = Small(frame);
        if (Settings.People == PeopleChoice.Streamer)
        {
            _streamer.Select(_coarse, small);
        }

        _refiner.Refine(frame, _coarse, small, _fine);
        _zones.Apply(frame, _fine);
        start = Lap(Stage.Refine, start);
        _obscurer.Obscure(frame, _fine, _hidden);
        _zoneEffects.Paint(frame, _fine, _hidden);
        start = Lap(Stage.Obscure, start);
        _compositor.Compose(frame, _fine, _hidden, output);
        Lap(Stage.Composite, start);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _segmenter.Dispose();
        _coarse.Dispose();
        _fine.Dispose();
        _hidden.Dispose();
        _small.Dispose();
        _streamer.Dispose();
        _refiner.Dispose();
        _zones.Dispose();
        _zoneEffects.Dispose();
        _compositor.Dispose();
    }

    private IObscurer MakeObscurer(ShieldSettings settings)
    {
        settings.Validate();
        return Effects.All[settings.Effect](Size, settings.Strength);
    }

    private void SetZones(IReadOnlyList<Zone> zones)
    {
        _zones.Set(zones);
        _zoneEffects.Set(zones);
    }

    /// <summary>The frame at the coarse matte's size, from the segmenter where it has it.</summary>
    private ReadOnlySpan<byte> Small(Frame frame)
    {
        var small = _segmenter.SmallFrame;
        if (small.Length == _small.Length)
        {
            return small;
        }

        _scaler.Scale(frame.Pixels, _small.Span);
        return _small.Span;
    }

    private long Lap(Stage stage, long start)
    {
        var now = _time.GetTimestamp();
        _ticks[(int)stage] = now - start;
        return now;
    }
}
