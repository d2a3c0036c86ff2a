namespace StreamShield.Devices.Tools;

/// <summary>Finds optional external programs.</summary>
public static class ExternalTool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly Lazy<bool> KnowsFpsMode = new(static () =>
        Ffmpeg is { } ffmpeg && ToolProcess.RunAndRead(ffmpeg, ["-hide_banner", "-h", "long"], Patience)?.Contains("-fps_mode", StringComparison.Ordinal) == true);

    /// <summary>Full path of the <c>ffmpeg</c> command; null if PATH does not have it.</summary>
    public static string? Ffmpeg => Find("ffmpeg");

    /// <summary>ffmpeg's option for handling timestamps: version 5.1 renamed it, and newer versions know only the new name.</summary>
    /// <param name="mode">"passthrough" or "vfr".</param>
    internal static IEnumerable<string> FfmpegFrameTimes(string mode) => [KnowsFpsMode.Value ? "-fps_mode" : "-vsync", mode];

    /// <summary>Searches the folders of PATH for a program, in order.</summary>
    /// <param name="name">File name without extension.</param>
    /// <param name="searchPath">Folders to search, in the format of PATH; null for PATH itself.</param>
    /// <returns>Full path, or null.</returns>
    public static string? Find(string name, string? searchPath = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var fileName = OperatingSystem.IsWindows() ? name + ".exe" : name;
        var folders = (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (var folder in folders)
        {
            var clean = folder.Trim('"');
            // An empty or relative entry means the working folder: never run programs from there.
            if (!Path.IsPathFullyQualified(clean))
            {
                continue;
            }

            var candidate = Path.Combine(clean, fileName);
            if (IsExecutable(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool IsExecutable(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != 0;
    }
}
