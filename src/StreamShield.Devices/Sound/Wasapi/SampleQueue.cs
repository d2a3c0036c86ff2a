namespace StreamShield.Devices.Sound.Wasapi;

/// <summary>Sound between a device's thread and ours. Any thread may use it; nothing is allocated after it was made.</summary>
internal sealed class SampleQueue(int capacity)
{
    /// <summary>Some devices take seconds before they begin: Bluetooth, PulseAudio's null sink.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private readonly float[] _ring = new float[capacity];
    private int _first;
    private int _count;
    private string? _ended;

    /// <summary>Why nothing comes any more; null while it does.</summary>
    public string? Ended => Volatile.Read(ref _ended);

    /// <summary>Appends; what is oldest gives way when there is no room.</summary>
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

    /// <summary>Waits until at most so many samples wait, then appends.</summary>
    /// <returns>False when the queue has ended, or ends because the device stands still.</returns>
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

    /// <summary>Waits until so many are there, and takes them.</summary>
    /// <returns>False when the queue has ended, or ends because the device stands still.</returns>
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

    /// <summary>Takes what there is; the rest becomes silence.</summary>
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

    /// <summary>Ends every wait, for the first reason given.</summary>
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
