namespace StreamShield.Devices.Sound.Wasapi;

/// <summary>Sample buffer between a device's thread and the sound thread. Thread-safe; allocates nothing after construction.</summary>
internal sealed class SampleQueue(int capacity)
{
    /// <summary>Some devices, such as Bluetooth headsets or PulseAudio's null sink, take seconds to start.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private readonly float[] _ring = new float[capacity];
    private int _first;
    private int _count;
    private string? _ended;

    /// <summary>Why the queue has ended; null while it is running.</summary>
    public string? Ended => Volatile.Read(ref _ended);

    /// <summary>Appends samples. When full, the oldest samples are dropped.</summary>
    public void Put(ReadOnlySpan<float> samples)
    {
        lock (_gate)
        {
            foreach (var sample in samples)
            {
                _ring[(_first + _count) % capacity] = sample;
                if (_count < capacity)
                {
                    _count++;
                }
                else
                {
                    _first = (_first + 1) % capacity;
                }
            }

            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until at most the given number of samples is queued, then appends.</summary>
    /// <returns>False if the queue has ended, or now ends because the device has stalled.</returns>
    public bool PutAfter(ReadOnlySpan<float> samples, int waiting)
    {
        lock (_gate)
        {
            while (Ended is null)
            {
                if (_count <= waiting)
                {
                    Put(samples);
                    return true;
                }

                WaitForDevice();
            }

            return false;
        }
    }

    /// <summary>Waits until enough samples are queued, then takes them.</summary>
    /// <returns>False if the queue has ended, or now ends because the device has stalled.</returns>
    public bool Take(Span<float> samples)
    {
        lock (_gate)
        {
            while (Ended is null)
            {
                if (_count >= samples.Length)
                {
                    TakeAtOnce(samples);
                    return true;
                }

                WaitForDevice();
            }

            return false;
        }
    }

    /// <summary>Takes the queued samples without waiting; the rest becomes silence.</summary>
    public void TakeAtOnce(Span<float> samples)
    {
        lock (_gate)
        {
            var taken = Math.Min(samples.Length, _count);
            for (var i = 0; i < taken; i++)
            {
                samples[i] = _ring[(_first + i) % capacity];
            }

            samples[taken..].Clear();
            _first = (_first + taken) % capacity;
            _count -= taken;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Ends the queue and all waits. The first reason given is kept.</summary>
    public void End(string reason)
    {
        lock (_gate)
        {
            _ended ??= reason;
            Monitor.PulseAll(_gate);
        }
    }

    private void WaitForDevice()
    {
        if (!Monitor.Wait(_gate, Patience))
        {
            _ended ??= $"it has stood still for {Patience.TotalSeconds:0} s";
        }
    }
}
