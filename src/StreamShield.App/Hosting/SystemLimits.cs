using System.Runtime.InteropServices;

namespace StreamShield.App.Hosting;

/// <summary>Limits of the system that are too low for anything here, found before something breaks on them in the middle.</summary>
internal static partial class SystemLimits
{
    private const int OpenFiles = 7;
    private const ulong FewestFiles = 128;

    /// <summary>One sentence about a limit that is too low; null when all do.</summary>
    public static string? Fault()
    {
        // The runtime has raised the one to the other.
        return OperatingSystem.IsLinux() && GetLimit(OpenFiles, out var limit) == 0 && limit.Hard < FewestFiles
            ? $"The system lets StreamShield open {limit.Hard} files and connections only, and at least {FewestFiles} are needed: raise the limit with 'ulimit -n 1024', and start again."
            : null;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    private readonly record struct Limit(nuint Soft, nuint Hard);
}
