using StreamShield.Core.Frames;

namespace StreamShield.Lab.Latency;

/// <summary>Notes for each new picture how old it is when the sink has it, and how long the sink took.</summary>
internal sealed class TimedSink(ISink inner, TimeProvider time) : ISink
{
    private long _last;

    public string Name => inner.Name;

    /// <summary>Milliseconds from capture to the end of the write, one per picture.</summary>
    public List<float> AgeMs { get; } = [];

    /// <summary>Milliseconds in the sink, one per picture.</summary>
    public List<float> WriteMs { get; } = [];

    public void Write(ShieldedFrame frame)
    {
        var began = time.GetTimestamp();
        inner.Write(frame);
        if (frame.IsSlate || frame.FrameId == _last)
        {
            return;
        }

        lock (AgeMs)
        {
            _last = frame.FrameId;
            WriteMs.Add((float)time.GetElapsedTime(began).TotalMilliseconds);
            AgeMs.Add((float)time.GetElapsedTime(frame.CapturedAt).TotalMilliseconds);
        }
    }

    /// <summary>Begins anew, after the warm-up.</summary>
    public void Forget()
    {
        lock (AgeMs)
        {
            AgeMs.Clear();
            WriteMs.Clear();
        }
    }

    public void Complete() => inner.Complete();

    public void Dispose() => inner.Dispose();
}
