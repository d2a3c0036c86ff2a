using System.Diagnostics;
using StreamShield.Core.Sound;
using StreamShield.Devices.Sound;

namespace StreamShield.Lab.Sound;

/// <summary>How long a click really takes from an output to the monitor behind it, beside what both ends say.</summary>
internal static class PathBench
{
    private const int Clicks = 20;
    private const int BlocksBetween = 50;

    public static int Run(string output, string microphone)
    {
        using var source = SoundDevices.MakeSource(microphone);
        using var sink = SoundDevices.MakeSink(output);
        source.Open();
        sink.Open();
        var sent = new long[Clicks];
        var playing = new Thread(() =>
        {
            var block = new float[SoundFormat.Block];
            for (var i = 0; i < Clicks * BlocksBetween; i++)
            {
                var click = i % BlocksBetween == BlocksBetween - 1;
                block[0] = click ? 0.8f : 0;
                // Behind the wait for room, as the shield makes its block before it.
                sent[i / BlocksBetween] = click ? Stopwatch.GetTimestamp() : sent[i / BlocksBetween];
                sink.Write(block);
            }
        })
        { IsBackground = true };
        playing.Start();
        var delays = new List<double>();
        var heard = new float[SoundFormat.Block];
        var quiet = 0;
        while (delays.Count < Clicks - 1)
        {
            source.Read(heard);
            var place = Array.FindIndex(heard, sample => Math.Abs(sample) > 0.2);
            quiet = place < 0 ? quiet + 1 : 0;
            if (place >= 0 && sent[delays.Count] != 0)
            {
                delays.Add((Stopwatch.GetElapsedTime(sent[delays.Count]) - TimeSpan.FromSeconds((SoundFormat.Block - place) / (double)SoundFormat.Rate)).TotalMilliseconds);
            }
            else if (quiet > 400)
            {
                break;
            }
        }

        delays.Sort();
        Console.WriteLine(FormattableString.Invariant($"{delays.Count} clicks: {delays[delays.Count / 2]:0.0} ms in the middle ({delays[0]:0.0}..{delays[^1]:0.0}); the ends say {sink.LatencyMs + source.LatencyMs:0.0} ms"));
        return 0;
    }
}
