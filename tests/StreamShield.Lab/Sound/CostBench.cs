using System.Diagnostics;
using StreamShield.Core.Sound;

namespace StreamShield.Lab.Sound;

/// <summary>What a block costs: processor time and allocations, both sides together.</summary>
internal static class CostBench
{
    private const int Warm = 2000;
    private const int Blocks = 20_000;

    public static int Run()
    {
        var clock = new HandClock();
        var shield = new SoundShield(new SoundSettings(), clock);
        var sound = Speech.Say(1, 10);
        var block = new float[SoundFormat.Block];
        void Go(int blocks)
        {
            for (var i = 0; i < blocks; i++)
            {
                clock.Seconds += 0.004;
                sound.AsSpan(i * SoundFormat.Block % (sound.Length - SoundFormat.Block), SoundFormat.Block).CopyTo(block);
                shield.Capture(block);
                for (var part = 0; part < SoundFormat.Block; part += SoundFormat.Part)
                {
                    clock.Seconds += 0.0015;
                    shield.Render(block.AsSpan(part, SoundFormat.Part), Audibility.Live, 80);
                }
            }
        }

        Go(Warm);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Go(Blocks);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        Console.WriteLine(FormattableString.Invariant($"{Blocks} blocks: {spent / Blocks * 1e6:0.0} us of processor time each, {spent / (Blocks * SoundFormat.BlockSeconds) * 100:0.00} % of a core, {allocated} bytes allocated; {(shield.Reason == MuteReason.None ? "audible" : $"muted: {shield.Reason}")}"));
        return 0;
    }
}
