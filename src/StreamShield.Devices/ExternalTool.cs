namespace StreamShield.Devices;

/// <summary>Finds programs that are used when the machine has them.</summary>
public static class ExternalTool
{
    /// <summary>Full path of the <c>ffmpeg</c> command, or null when PATH has none.</summary>
    public static string? Ffmpeg => Find("ffmpeg");

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
