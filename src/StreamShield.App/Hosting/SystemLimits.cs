namespace StreamShield.App.Hosting;

/// <summary>Limits of the system that are too low for anything here, found before something breaks on them in the middle.</summary>
internal static class SystemLimits
{
    private const int MinFiles = 128;

    /// <summary>One sentence about a limit that is too low; null when all do.</summary>
    public static string? Fault() =>
        // The runtime has raised the one to the other.
        ResourceLimit.Of(ResourceLimit.OpenFiles) is { } limit && limit.Hard < MinFiles
            ? $"The system lets StreamShield open {limit.Hard} files and connections only, and at least {MinFiles} are needed: raise the limit with 'ulimit -n 1024', and start again."
            : null;
}
