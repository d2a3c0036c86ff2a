using StreamShield.Core.Frames;

namespace StreamShield.Tests.EndToEnd;

/// <summary>A sink that does in its write what the test says: waits, throws, hangs.</summary>
internal sealed class StubbornSink(Action<long> onWrite) : ISink
{
    private long _written;

    public string Name => "stubborn";

    /// <summary>Pictures whose writing has begun.</summary>
    public long Begun => Volatile.Read(ref _written);

    public bool Completed { get; private set; }

    public bool Disposed { get; private set; }

    public bool LastIsSlate { get; private set; }

    public void Write(ShieldedFrame frame)
    {
        LastIsSlate = frame.IsSlate;
        onWrite(Interlocked.Increment(ref _written));
    }

    public void Complete() => Completed = true;

    public void Dispose() => Disposed = true;
}
