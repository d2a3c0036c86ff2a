using System.Diagnostics;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Sound;
using StreamShield.Tests.Core.Sound;

namespace StreamShield.CameraProbe;

/// <summary>This system's own sound endpoints against each other: what goes into an output comes out of the microphone behind it, as with a virtual cable.</summary>
internal sealed class Cable(string output, string microphone)
{
    private const int Blocks = 200;
    private const double Hertz = 1000;
    private const double Level = -20;
    private const double SilentBelow = -60;

    /// <summary>Tries what the endpoints promise, and prints a verdict on each.</summary>
    /// <param name="unplug">True when somebody unplugs the cable once "playing" was printed: only that is tried.</param>
    /// <returns>Exit code.</returns>
    public int Run(bool unplug)
    {
        var good = unplug ? LosesBoth() : CarriesATone() & CarriesATone("opened again: ") & ClosesAtOnce() & AllocatesNothing();
        return good ? 0 : 1;
    }

    /// <summary>Tries a cable whose right side somebody has made silent: it must be as loud as its left one, and say so.</summary>
    /// <returns>Exit code.</returns>
    public int RunOneSided()
    {
        using var sink = SoundDevices.MakeSink(output);
        using var source = SoundDevices.MakeSource(microphone);
        var tone = Tones.Sine(Hertz, Level, 3 * Blocks);
        var heard = new float[tone.Length];
        source.Open();
        sink.Open();
        for (var i = 0; i < tone.Length; i += SoundFormat.Block)
        {
            sink.Write(tone.AsSpan(i, SoundFormat.Block));
            source.Read(heard.AsSpan(i, SoundFormat.Block));
        }

        const int Stretch = 6 * SoundFormat.Block;
        var level = Enumerable.Range(0, heard.Length / Stretch).Max(i => Tones.Level(heard.AsSpan(i * Stretch, Stretch), Hertz));
        return Say(Math.Abs(level - Level) < 0.3 && source.Name.Contains("right one is dead", StringComparison.Ordinal), FormattableString.Invariant($"{source.Name}: {level:0.00} dBFS")) ? 0 : 1;
    }

    private static bool Say(bool good, string what)
    {
        Console.WriteLine($"{(good ? "passed" : "FAILED")} {what}");
        return good;
    }

    private bool CarriesATone(string when = "")
    {
        using var sink = SoundDevices.MakeSink(output);
        using var source = SoundDevices.MakeSource(microphone);
        float[] sound = [.. new float[Blocks / 4 * SoundFormat.Block], .. Tones.Sine(Hertz, Level, 2 * Blocks)];
        var heard = new float[Blocks * SoundFormat.Block];
        var (written, first) = (0L, heard.AsMemory(0, SoundFormat.Block));
        source.Open();
        sink.Open();
        var playing = Task.Run(() =>
        {
            for (var i = 0; i < sound.Length; i += SoundFormat.Block)
            {
                sink.Write(sound.AsSpan(i, SoundFormat.Block));
                written = written == 0 && Tones.Rms(sound.AsSpan(i, SoundFormat.Block)) > SilentBelow ? Stopwatch.GetTimestamp() : written;
            }
        });
        do
        {
            source.Read(first.Span);
        }
        while (!playing.IsCompleted && Tones.Rms(first.Span) < SilentBelow);

        var late = Stopwatch.GetElapsedTime(Volatile.Read(ref written)).TotalMilliseconds;
        for (var i = SoundFormat.Block; i < heard.Length; i += SoundFormat.Block)
        {
            source.Read(heard.AsSpan(i, SoundFormat.Block));
        }

        playing.GetAwaiter().GetResult();
        const int Stretch = 6 * SoundFormat.Block;
        var stretches = Enumerable.Range(0, heard.Length / Stretch).Select(i => heard.AsMemory(i * Stretch, Stretch)).ToList();
        var best = stretches.MaxBy(part => Tones.Level(part.Span, Hertz)).Span;
        var (level, rms, most) = (Tones.Level(best, Hertz), Tones.Rms(best), heard.Max(Math.Abs));
        var whole = stretches.Count(part => Math.Abs(Tones.Level(part.Span, Hertz) - Level) < 0.3);

        // Now and then a busy machine breaks a live sound off; where it does not, it is the tone and nothing else.
        var good = Math.Abs(level - Level) < 0.3 && Math.Abs(rms - Level + 3) < 0.3 && most < 0.12f;
        return Say(good, FormattableString.Invariant(
            $"{when}a tone of {Level} dBFS is heard at {level:0.00} dBFS, {whole} of {stretches.Count} stretches whole, {late:0} ms after it was written (said: {sink.LatencyMs + source.LatencyMs:0} ms)"));
    }

    /// <summary>Who closes a device that has only begun must not wait for ever.</summary>
    private bool ClosesAtOnce()
    {
        const int Times = 20;
        for (var i = 0; i < Times; i++)
        {
            using var sink = SoundDevices.MakeSink(output);
            sink.Open();
            using var source = SoundDevices.MakeSource(microphone);
            source.Open();
        }

        return Say(true, $"{Times} times closed as soon as opened");
    }

    private bool AllocatesNothing()
    {
        using var sink = SoundDevices.MakeSink(output);
        using var source = SoundDevices.MakeSource(microphone);
        source.Open();
        sink.Open();
        var block = new float[SoundFormat.Block];
        var before = 0L;
        for (var i = 0; i < Blocks; i++)
        {
            before = i == Blocks / 2 ? GC.GetAllocatedBytesForCurrentThread() : before;
            sink.Write(block);
            source.Read(block);
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return Say(bytes == 0, $"a block out and in costs {bytes} bytes");
    }

    private bool LosesBoth()
    {
        using var sink = SoundDevices.MakeSink(output);
        using var source = SoundDevices.MakeSource(microphone);
        source.Open();
        sink.Open();
        var block = new float[SoundFormat.Block];
        for (var i = 0; i < Blocks / 4; i++)
        {
            sink.Write(block);
            source.Read(block);
        }

        Console.WriteLine("playing");
        var writing = Task.Run(() => Loss(() => sink.Write(new float[SoundFormat.Block])));
        var reading = Task.Run(() => Loss(() => source.Read(block)));
        var losses = Task.WhenAll(writing, reading).GetAwaiter().GetResult();
        return Say(losses[0] is not null, $"a cable pulled out under an output: {losses[0] ?? "not noticed"}")
            & Say(losses[1] is not null, $"a cable pulled out under a microphone: {losses[1] ?? "not noticed"}");
    }

    /// <summary>What a device says when it goes; null when it still works after many seconds.</summary>
    private static string? Loss(Action carry)
    {
        try
        {
            for (var i = 0; i < 30 / SoundFormat.BlockSeconds; i++)
            {
                carry();
            }

            return null;
        }
        catch (ShieldException e) when (e.Reason == SlateReason.SourceLost)
        {
            return e.Message;
        }
    }
}
