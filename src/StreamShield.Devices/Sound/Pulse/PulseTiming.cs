using System.Globalization;

namespace StreamShield.Devices.Sound.Pulse;

/// <summary>
/// How long sound takes through the server, from what its client says of it some twenty times a second. The server works in steps, and the client asks anywhere within one: the lower
/// values are those that somebody at its end has. Also counts how often the server had nothing left to play. Written by one thread, read by any.
/// </summary>
internal sealed class PulseTiming
{
    private const int Kept = 64;
    private const int Place = Kept / 8;
    private const string Begin = "Time: ";
    private const string Name = "Latency: ";
    private const string Unit = " usec";
    private const string Dry = "Stream underrun";

    private readonly double[] _said = new double[Kept];
    private long _count;
    private double _milliseconds = double.NaN;
    private int _timesDry;

    /// <summary>Milliseconds, or not a number before anything was said. Below 0 for the monitor of an output that works ahead.</summary>
    public double Milliseconds => Volatile.Read(ref _milliseconds);

    /// <summary>Times that the server had nothing left to play.</summary>
    public int TimesDry => Volatile.Read(ref _timesDry);

    /// <summary>Takes a line of the client.</summary>
    /// <returns>False when it is about something else.</returns>
    public bool Take(ReadOnlySpan<char> line)
    {
        if (line.StartsWith(Dry, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _timesDry);
            return true;
        }

        if (!line.StartsWith(Begin, StringComparison.Ordinal))
        {
            return false;
        }

        var from = line.IndexOf(Name, StringComparison.Ordinal);
        var said = from < 0 ? [] : line[(from + Name.Length)..];
        var length = said.IndexOf(Unit, StringComparison.Ordinal);
        if (length > 0 && double.TryParse(said[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var microseconds))
        {
            _said[_count++ % Kept] = microseconds / 1000;
            Span<double> sorted = stackalloc double[Kept];
            var known = (int)Math.Min(_count, Kept);
            _said.AsSpan(0, known).CopyTo(sorted);
            sorted[..known].Sort();
            Volatile.Write(ref _milliseconds, sorted[Math.Min(Place, known / 2)]);
        }

        return true;
    }
}
