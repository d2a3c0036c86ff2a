using System.Globalization;
using StreamShield.Tests.EndToEnd.Faults;

namespace StreamShield.Lab.Faults;

/// <summary>
/// <c>faults N [SEED] [MINUTES]</c>: N random faults, overlapping, on a live run with viewers, or as many as fit into the minutes; 10,000 take some ten minutes on an idle machine. Prints what was found, how late the
/// panic came at the viewers, and memory, handles and threads from time to time. The witnesses' notes are 16 bytes per picture of the memory that is printed.
/// </summary>
internal static class FaultsCommand
{
    /// <summary>Runs and prints.</summary>
    /// <returns>Exit code: 1 when something was found that must not be.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length is < 1 or > 3 || !int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out var faults))
        {
            Console.Error.WriteLine("Say faults N [SEED] [MINUTES].");
            return 2;
        }

        var seed = int.Parse(args.ElementAtOrDefault(1) ?? "1", CultureInfo.InvariantCulture);
        TimeSpan? most = args.Length > 2 ? TimeSpan.FromMinutes(double.Parse(args[2], CultureInfo.InvariantCulture)) : null;
        var report = await new FaultCampaign(seed, Console.WriteLine, maySuspend: OperatingSystem.IsLinux()).RunAsync(faults, most);
        foreach (var line in report.Lines)
        {
            Console.WriteLine(line);
        }

        return report.Findings.Count == 0 ? 0 : 1;
    }
}
