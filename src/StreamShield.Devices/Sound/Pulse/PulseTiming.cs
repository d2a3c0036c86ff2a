using System.Globalization;

namespace StreamShield.Devices.Sound.Pulse;

/// <summary>
/// The latency through the server, from the client's reports, about twenty per second. The server works in periods and reports arrive anywhere within one; the
/// low values are those that apply at the end of a period. Also counts buffer underruns. Written by one thread, read by any.
/// </summary>
internal sealed class PulseTiming
{
    private const int Kept = 64;
    private const int Place = Kept / 8;
    private const string Begin = "Time: ";
    private const string Name = "Latency: ";
    private const string Unit = " usec";
    private const string Dry = "Stream underrun";

    private readonly double[] _reports = new double[Kept];
    private long _count;
    private double _milliseconds = double.NaN;
    private int _timesDry;

    /// <summary>Latency in milliseconds; NaN until the first report. Negative for the monitor of an output that plays from a buffer.</summary>
    public double Milliseconds => Volatile.Read(ref _milliseconds);

    /// <summary>Number of buffer underruns.</summary>
    public int TimesDry => Volatile.Read(ref _timesDry);

    /// <summary>Parses one line of the client's output.</summary>
    /// <returns>False if the line is not about timing.</returns>
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
        var value = from < 0 ? [] : line[(from + Name.Length)..];
        var length = value.IndexOf(Unit, StringComparison.Ordinal);
        if (length > 0 && double.TryParse(value[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var microseconds))
        {
            _reports[_count++ % Kept] = microseconds / 1000;
            Span<double> sorted = stackalloc double[Kept];
            var known = (int)Math.Min(_count, Kept);
            _reports.AsSpan(0, known).CopyTo(sorted);
            sorted[..known].Sort();
            Volatile.Write(ref _milliseconds, sorted[Math.Min(Place, known / 2)]);
        }

        return true;
    }
}
