namespace StreamShield.Devices.Tools;

/// <summary>Finds programs that are used when the machine has them.</summary>
public static class ExternalTool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly Lazy<bool> KnowsFpsMode = new(static () =>
        Ffmpeg is { } ffmpeg && ToolProcess.Ask(ffmpeg, ["-hide_banner", "-h", "long"], Patience)?.Contains("-fps_mode", StringComparison.Ordinal) == true);

    /// <summary>Full path of the <c>ffmpeg</c> command, or null when PATH has none.</summary>
    public static string? Ffmpeg => Find("ffmpeg");

    /// <summary>How ffmpeg is told what to do with the pictures' times: version 5.1 gave the option another name, and newer ones know that name only.</summary>
    /// <param name="mode">passthrough or vfr.</param>
    internal static IEnumerable<string> FfmpegFrameTimes(string mode) => [KnowsFpsMode.Value ? "-fps_mode" : "-vsync", mode];

    /// <summary>Looks a program up in the folders of PATH, in order.</summary>
    /// <param name="name">File name without extension.</param>
    /// <param name="searchPath">Folders to look in, separated as PATH is; null for PATH itself.</param>
    /// <returns>Full path, or null.</returns>
    public static string? Find(string name, string? searchPath = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var fileName = OperatingSystem.IsWindows() ? name + ".exe" : name;
        var folders = (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        foreach (var folder in folders)
        {
            var clean = folder.Trim('"');
            // An empty or relative entry means "whatever lies in the working folder": never run that.
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
