using System.Collections.Concurrent;

namespace StreamShield.Tests.EndToEnd;

/// <summary>The next few frames that come by once the test says so, whichever they are: a loaded machine may drop any frame, so none can be named beforehand.</summary>
internal sealed class Chosen
{
    private readonly ConcurrentQueue<long> _ids = new();
    private int _left = -1;

    /// <summary>The frames that were taken.</summary>
    public long[] Ids => [.. _ids];

    /// <summary>True once all wanted ones were taken.</summary>
    public bool Done => Volatile.Read(ref _left) == 0;

    public void Next(int count) => Volatile.Write(ref _left, count);

    /// <summary>True when this frame is one of them; asked by one thread.</summary>
    public bool Takes(long id)
    {
        if (Volatile.Read(ref _left) <= 0)
        {
            return false;
        }

        _ids.Enqueue(id);
        Interlocked.Decrement(ref _left);
        return true;
    }
}
