using StreamShield.App.Measuring;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Onnx;

namespace StreamShield.App.Benching;

/// <summary>Measures the shield from raw BGR in memory to shielded NV12: the same code as live, frame after frame on one thread.</summary>
internal sealed class Bench(BenchOptions options, TimeProvider time)
{
    /// <summary>The pace of the clip, as the stages see it.</summary>
    private const int FramesPerSecond = 30;

    private const int MinWarmUp = 60;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    private long _id;

    /// <summary>Runs the benchmark.</summary>
    /// <exception cref="ShieldException">The clip or the model cannot be used, or a frame could not be shielded.</exception>
    public BenchReport Run(CancellationToken stop)
    {
        using var stock = new FrameStock(options.Source, options.Size, time);

        // Self-capture samples the room only while nobody is in the picture, which is not the steady state.
        var settings = options.Settings with { SelfCapture = false };
        using var shield = new FrameShield(options.Size, ModelStore.ForThisUser().Open(options.Model, options.Threads), settings, time);
        using var picture = new ShieldedFrame(options.Size);
        var times = new StageTimes(time, options.Frames);
        var began = time.GetTimestamp();
        for (var i = 0; i < MinWarmUp || time.GetElapsedTime(began) < WarmUp; i++)
        {
            stop.ThrowIfCancellationRequested();
            ShieldOne(shield, stock[i], picture);
        }

        // Call the measuring code once, so that its first call is not counted.
        new StageTimes(time, 1).Add(shield.StageTicks, 1);
        var cpu = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        began = time.GetTimestamp();
        for (var i = 0; i < options.Frames; i++)
        {
            stop.ThrowIfCancellationRequested();
            var ticks = ShieldOne(shield, stock[i], picture);
            times.Add(shield.StageTicks, ticks);
        }

        var elapsed = time.GetElapsedTime(began);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        return new BenchReport
        {
            Source = Path.GetFileName(options.Source),
            Size = options.Size.ToString(),
            Frames = options.Frames,
            DistinctFrames = stock.Count,
            Model = shield.ModelName,
            Effect = options.Settings.Effect,
            Strength = options.Settings.Strength,
            Threads = options.Threads,
            FramesPerSecond = Math.Round(options.Frames / elapsed.TotalSeconds, 1),
            CpuMsPerFrame = Math.Round(cpu.TotalMilliseconds / options.Frames, 3),
            AllocatedBytesPerFrame = Math.Round((double)allocated / options.Frames, 3),
            PeakMemoryMb = Math.Round(PeakMemory.Megabytes(), 1),
            HeldFramesMb = Math.Round(stock.FrameBytes * stock.Count / (double)(1 << 20), 1),
            Stages = times.Summary(),
        };
    }

    private long ShieldOne(FrameShield shield, Frame frame, ShieldedFrame picture)
    {
        var start = time.GetTimestamp();
        frame.Stamp(++_id, _id * time.TimestampFrequency / FramesPerSecond);
        shield.Shield(frame, picture);
        return time.GetTimestamp() - start;
    }
}
