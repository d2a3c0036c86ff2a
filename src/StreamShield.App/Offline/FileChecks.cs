using StreamShield.App.Hosting;
using StreamShield.Core.Storage;
using StreamShield.Devices.Tools;

namespace StreamShield.App.Offline;

/// <summary>File checks to make before an hour of work rather than after it.</summary>
internal static class FileChecks
{
    /// <summary>Rejects outputs that would overwrite the input or each other.</summary>
    /// <param name="input">The input clip.</param>
    /// <param name="outputs">Display name and path of each output; null paths are ignored.</param>
    /// <exception cref="UserException">Two files are the same.</exception>
    public static void Distinct(string input, params ReadOnlySpan<(string What, string? Path)> outputs)
    {
        Named("input", input);
        var taken = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal)
        {
            [Real(input)] = "input",
        };
        foreach (var (what, path) in outputs)
        {
            if (path is null)
            {
                continue;
            }

            Named(what, path);
            if (!taken.TryAdd(Real(path), what))
            {
                throw new UserException($"The {what} '{path}' is the same file as the {taken[Real(path)]}: choose another name.");
            }
        }
    }

    /// <summary>Rejects a file that cannot be written.</summary>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public static void Writable(string what, string path)
    {
        Named(what, path);
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            throw new UserException($"The {what} '{path}' is a folder: name a file in it.");
        }

        if (PlainFile.IsReadOnly(path))
        {
            throw new UserException($"The {what} '{path}' is read-only: choose another name, or allow yourself to write it.");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new UserException($"The folder '{folder}' for the {what} does not exist: create it or choose another place.");
        }

        PartialFile.CheckName(path);

        try
        {
            var probe = Path.Combine(folder, $".{Path.GetRandomFileName()}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new UserException($"The {what} cannot be written into '{folder}': give yourself permission there, or choose another place.", e);
        }
    }

    private static void Named(string what, string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new UserException($"The {what} has no name: name a file.");
        }
    }

    private static string Real(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            var folder = Path.GetDirectoryName(full);
            if (folder is not null && Directory.Exists(folder))
            {
                folder = new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;
                full = Path.Combine(folder, Path.GetFileName(full));
            }

            return new FileInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
        }
        catch (IOException)
        {
            // A dangling or circular link is not the same file as any other.
            return full;
        }
    }
}
