namespace StreamShield.App.Hosting;

/// <summary>Finds system limits that are too low before something fails because of them.</summary>
internal static class SystemLimits
{
    private const int MinFiles = 128;

    /// <summary>One sentence about a limit that is too low; null if all are sufficient.</summary>
    public static string? Fault() =>
        // Check the hard limit: the runtime has raised the soft limit to it.
        ResourceLimit.Of(ResourceLimit.OpenFiles) is { } limit && limit.Hard < MinFiles
            ? $"The system lets StreamShield open {limit.Hard} files and connections only, and at least {MinFiles} are needed: raise the limit with 'ulimit -n 1024', and start again."
            : null;
}
