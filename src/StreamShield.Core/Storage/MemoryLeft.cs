using System.Globalization;

namespace StreamShield.Core.Storage;

/// <summary>Measures how much memory the computer has left.</summary>
internal static class MemoryLeft
{
    private const string Table = "/proc/meminfo";
    private const string Row = "MemAvailable:";

    /// <summary>Available memory in bytes; <see cref="long.MaxValue"/> when the system does not tell.</summary>
    public static long Bytes()
    {
        if (!OperatingSystem.IsLinux())
        {
            var memory = GC.GetGCMemoryInfo();
            return memory.MemoryLoadBytes == 0 ? long.MaxValue : Math.Max(0, memory.HighMemoryLoadThresholdBytes - memory.MemoryLoadBytes);
        }

        try
        {
            foreach (var line in File.ReadLines(Table))
            {
                if (line.StartsWith(Row, StringComparison.Ordinal) && long.TryParse(line[Row.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.Any, CultureInfo.InvariantCulture, out var kilobytes))
                {
                    return kilobytes << 10;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A sandbox without /proc.
        }

        return long.MaxValue;
    }
}
