using System.Diagnostics;
using System.Runtime.InteropServices;
using StreamShield.Core.Sound;
using StreamShield.Devices.Sound.Pulse;

namespace StreamShield.Lab.Sound.Live;

/// <summary>
/// Records the monitor of one sink: when claps and silences begin, and what clicks. Two of them that ask the server for the same are late by the same, so that times of one may be
/// compared with times of the other.
/// </summary>
internal sealed class Ear : IDisposable
{
    private const int LatencyMs = 4;
    private const double ClapLevel = 0.2;
    private const int ClapPause = SoundFormat.Rate / 5;
    // The tone is never exactly 0 for so many samples.
    private const int MinSilence = 4;
    private const double Neighbourhood = 2;
    private const double Closeness = 0.03;

    private readonly PulseClient _client;
    private readonly Thread _thread;
    private readonly List<(long End, long At)> _chunks = [];
    private readonly List<long> _claps = [];
    private readonly List<(long Begin, long End)> _silences = [];
    private readonly List<double> _clicks = [];
    private readonly ClickMeter _meter = new();
    private volatile bool _stopping;
    private long _count;
    private long _lastClap = -ClapPause;
    private long _silentFrom;

    /// <summary>Begins to listen.</summary>
    /// <param name="sink">Whose monitor.</param>
    public Ear(string sink)
    {
        _client = PulseClient.StartStream("parec", $"{sink}.monitor", 1, LatencyMs);
        _thread = new Thread(Listen) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>Times at which claps began, as time stamps of <see cref="Stopwatch"/>. After <see cref="Dispose"/>, as all that follows.</summary>
    public IReadOnlyList<double> Claps => [.. _claps.Select(TimeOf)];

    /// <summary>Stretches of exactly nothing.</summary>
    public IReadOnlyList<(double Begin, double End)> Silences => [.. _silences.Append((_silentFrom, _count)).Where(silence => silence.Item2 - silence.Item1 >= MinSilence).Select(silence => (TimeOf(silence.Item1), TimeOf(silence.Item2)))];

    /// <summary>The loudest above 9 kHz between two times, in decibels of full scale.</summary>
    /// <param name="from">A time stamp.</param>
    /// <param name="to">A later one.</param>
    /// <param name="leftOut">Stretches that do not count, and what is close to them.</param>
    public double ClickDb(double from, double to, IReadOnlyList<(double Begin, double End)> leftOut)
    {
        var close = Closeness * Stopwatch.Frequency;
        var most = 0.0;
        for (var i = 0; i < _chunks.Count; i++)
        {
            var at = _chunks[i].At;
            most = at >= from && at < to && _clicks[i] > most && !leftOut.Any(part => at > part.Begin - close && at < part.End + close) ? _clicks[i] : most;
        }

        return SoundFormat.Decibels(most);
    }

    public void Dispose()
    {
        if (_stopping)
        {
            return;
        }

        _stopping = true;
        _client.Dispose();
        _thread.Join(TimeSpan.FromSeconds(3));
    }

    /// <summary>
    /// When a sample arrived. A reader that is woken late says nothing about the sound, so the promptest of the chunks around counts.
    /// </summary>
    private double TimeOf(long sample)
    {
        var ticks = (double)Stopwatch.Frequency / SoundFormat.Rate;
        var first = Search(sample - (long)(Neighbourhood * SoundFormat.Rate));
        var last = Search(sample + (long)(Neighbourhood * SoundFormat.Rate));
        var least = double.MaxValue;
        for (var i = first; i <= Math.Min(last, _chunks.Count - 1); i++)
        {
            least = Math.Min(least, _chunks[i].At - (_chunks[i].End * ticks));
        }

        return least + (sample * ticks);
    }

    private int Search(long sample)
    {
        var place = _chunks.BinarySearch((sample, long.MinValue));
        return place < 0 ? ~place : place;
    }

    private void Listen()
    {
        var bytes = new byte[1 << 15];
        var kept = 0;
        try
        {
            while (!_stopping)
            {
                var read = _client.Output.Read(bytes.AsSpan(kept));
                if (read == 0)
                {
                    break;
                }

                var now = Stopwatch.GetTimestamp();
                var whole = (kept + read) / sizeof(float);
                Look(MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, whole * sizeof(float))));
                _chunks.Add((_count, now));
                kept = kept + read - (whole * sizeof(float));
                bytes.AsSpan(whole * sizeof(float), kept).CopyTo(bytes);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The end was asked for.
        }
    }

    private void Look(ReadOnlySpan<float> samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            var place = _count + i;
            if (Math.Abs(samples[i]) > ClapLevel)
            {
                if (place - _lastClap > ClapPause)
                {
                    _claps.Add(place);
                }

                _lastClap = place;
            }

            if (samples[i] != 0)
            {
                if (place - _silentFrom >= MinSilence)
                {
                    _silences.Add((_silentFrom, place));
                }

                _silentFrom = place + 1;
            }
        }

        _clicks.Add(_meter.Look(samples));
        _count += samples.Length;
    }
}
