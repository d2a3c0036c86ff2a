using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Sound;

namespace StreamShield.Tests.Core.Sound;

/// <summary>A <see cref="SoundShield"/> between two devices of one clock, stepped block by block.</summary>
internal sealed class SoundWorld(SoundSettings settings)
{
    private const double PartMs = SoundFormat.Part * 1000.0 / SoundFormat.Rate;

    private readonly float[] _block = new float[SoundFormat.Block];
    private readonly float[] _part = new float[SoundFormat.Part];
    private readonly List<float> _spoken = [];
    private long _heard;

    public FakeTimeProvider Time { get; } = new();

    public SoundShield Shield => field ??= new SoundShield(settings, Time, new Random(1));

    /// <summary>The microphone's sound at a sample since the start.</summary>
    public Func<long, double> Sound { get; set; } = static _ => 0;

    public Audibility Picture { get; set; } = Audibility.Live;

    public double DelayMs { get; set; } = 60;

    /// <summary>All that came out.</summary>
    public float[] Spoken => [.. _spoken];

    /// <summary>Settings under which sound passes as it is.</summary>
    public static SoundSettings Plain { get; } = new() { Scrub = false, Gate = false };

    public static Func<long, double> Tone(double hertz, double decibels = -12) => i => SoundFormat.Amplitude(decibels) * Math.Sin(2 * Math.PI * hertz * i / SoundFormat.Rate);

    /// <summary>Both sides for so many blocks.</summary>
    public SoundWorld Go(int blocks)
    {
        for (var i = 0; i < blocks; i++)
        {
            SpeakAfter(PartMs);
            Time.Advance(TimeSpan.FromMilliseconds(4 - PartMs));
            Capture();
            SpeakAfter((2 * PartMs) - 4);
            SpeakAfter(PartMs);
            SpeakAfter(PartMs);
        }

        return this;
    }

    /// <summary>The output alone: the microphone gives nothing.</summary>
    public SoundWorld GoDeaf(int blocks)
    {
        for (var i = 0; i < blocks * (SoundFormat.Block / SoundFormat.Part); i++)
        {
            SpeakAfter(PartMs);
        }

        return this;
    }

    public void Capture()
    {
        foreach (ref var sample in _block.AsSpan())
        {
            sample = (float)Sound(_heard++);
        }

        Shield.Capture(_block);
    }

    /// <summary>The last so many blocks that came out.</summary>
    public float[] Last(int blocks) => [.. _spoken[^(blocks * SoundFormat.Block)..]];

    private void SpeakAfter(double milliseconds)
    {
        Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Shield.Render(_part, Picture, DelayMs);
        _spoken.AddRange(_part);
    }
}
