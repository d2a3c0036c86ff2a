using System.Diagnostics;

namespace StreamShield.App.Measuring;

/// <summary>Measures the peak memory of the process.</summary>
internal static class PeakMemory
{
    private const double BytesPerMegabyte = 1 << 20;

    /// <summary>Peak resident set in MB (2^20 bytes).</summary>
    public static double Megabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / BytesPerMegabyte;
    }
}
