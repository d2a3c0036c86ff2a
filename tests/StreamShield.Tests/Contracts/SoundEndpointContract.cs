using StreamShield.Core.Sound;
using StreamShield.Tests.Core.Sound;

namespace StreamShield.Tests.Contracts;

/// <summary>What every pair of sound endpoints promises (<see cref="ISoundSource"/>, <see cref="ISoundSink"/>): what goes into the sink comes out of the source.</summary>
public abstract class SoundEndpointContract
{
    private const int Blocks = 150;
    private const double Hertz = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Why these endpoints cannot be tried here; null when they can.</summary>
    protected virtual string? Missing => null;

    /// <summary>True when sink and source run at the same time, on the device's clock.</summary>
    protected abstract bool IsLive { get; }

    [Fact]
    public void Have_names_before_and_after_opening()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        using var sink = MakeSink();
        Assert.NotEmpty(sink.Name);
        sink.Open();
        Assert.NotEmpty(sink.Name);
        sink.Write(new float[SoundFormat.Block]);
        using var source = MakeSource();
        Assert.NotEmpty(source.Name);
        source.Open();
        Assert.NotEmpty(source.Name);
        Assert.InRange(sink.LatencyMs + source.LatencyMs, 0, 250);
    }

    [Fact]
    public void Refuse_to_work_before_they_were_opened()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        using var sink = MakeSink();
        using var source = MakeSource();
        Assert.Throws<InvalidOperationException>(() => sink.Write(new float[SoundFormat.Block]));
        Assert.Throws<InvalidOperationException>(() => source.Read(new float[SoundFormat.Block]));
    }

    [Fact]
    public void A_tone_comes_through_as_loud_as_it_was()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        using var sink = MakeSink();
        using var source = MakeSource();
        AssertTone(Carry(sink, source, Blocks));
    }

    [Fact]
    public void Opened_again_they_work_again()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        using var sink = MakeSink();
        using var source = MakeSource();
        Carry(sink, source, 20);
        AssertTone(Carry(sink, source, Blocks));
    }

    [Fact]
    public void Disposing_twice_is_no_mistake()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var sink = MakeSink();
        sink.Open();
        sink.Write(new float[SoundFormat.Block]);
        sink.Dispose();
        sink.Dispose();
        var source = MakeSource();
        source.Open();
        source.Dispose();
        source.Dispose();
    }

    [Fact]
    public void A_block_costs_no_allocation()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        using var sink = MakeSink();
        using var source = MakeSource();
        var block = new float[SoundFormat.Block];
        sink.Open();
        var written = Allocated(() => sink.Write(block));
        if (!IsLive)
        {
            sink.Dispose();
        }

        source.Open();
        var read = Allocated(() => source.Read(block));
        Assert.Equal((0, 0), (written, read));
    }

    protected abstract ISoundSink MakeSink();

    protected abstract ISoundSource MakeSource();

    /// <summary>What a round of blocks costs, the cheapest of six: while the runtime compiles a method anew, it allocates once by itself.</summary>
    private static long Allocated(Action act)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 6; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 30; i++)
            {
                act();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    /// <summary>A busy machine may break a live sound off now and then; where it does not, it is the tone and nothing else, and nowhere is it louder.</summary>
    private static void AssertTone(float[] heard)
    {
        const int Stretch = 6 * SoundFormat.Block;
        var best = Enumerable.Range(0, heard.Length / Stretch).Select(i => heard.AsMemory(i * Stretch, Stretch)).MaxBy(part => Tones.Level(part.Span, Hertz));
        Assert.Equal(-20, Tones.Level(best.Span, Hertz), 0.3);
        Assert.Equal(-23, Tones.Rms(best.Span), 0.3);
        Assert.InRange(heard.Max(), 0.09f, 0.12f);
    }

    private float[] Carry(ISoundSink sink, ISoundSource source, int blocks)
    {
        var tone = Tones.Sine(Hertz, -20, blocks);
        var heard = new float[tone.Length];
        void Play()
        {
            sink.Open();
            for (var i = 0; i < tone.Length; i += SoundFormat.Block)
            {
                sink.Write(tone.AsSpan(i, SoundFormat.Block));
            }
        }

        if (!IsLive)
        {
            Play();
            sink.Dispose();
            source.Open();
            Record(source, heard);
            return heard;
        }

        source.Open();
        var playing = Task.Run(Play);
        // The source runs on while the sink opens.
        var block = new float[SoundFormat.Block];
        while (!playing.IsCompleted && Tones.Rms(block) < -60)
        {
            Assert.True(source.Read(block));
        }

        Record(source, heard);
        Assert.True(playing.Wait(Patience));
        return heard;
    }

    private static void Record(ISoundSource source, float[] heard)
    {
        for (var i = 0; i < heard.Length; i += SoundFormat.Block)
        {
            Assert.True(source.Read(heard.AsSpan(i, SoundFormat.Block)));
        }
    }
}
