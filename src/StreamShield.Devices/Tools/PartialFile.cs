using StreamShield.Core.Frames;

namespace StreamShield.Devices.Tools;

/// <summary>Names for temporary files. They do not contain the final name, which may be as long as the file system allows.</summary>
public static class PartialFile
{
    /// <summary>An unused hidden name in the same folder.</summary>
    /// <param name="path">The file's final path.</param>
    /// <param name="extension">With its dot; empty for none.</param>
    /// <returns>Full path.</returns>
    public static string Beside(string path, string extension) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}.partial{extension}");

    /// <summary>Rejects a name that the file system does not accept, before any work is done.</summary>
    /// <param name="path">The file to be created.</param>
    /// <exception cref="ShieldException">The name is too long or has characters that are not allowed.</exception>
    public static void CheckName(string path)
    {
        try
        {
            // Opening an existing file creates nothing, and its error tells an invalid name from a missing file.
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1).Dispose();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            // Missing or not readable: the name itself is valid.
        }
        catch (PathTooLongException e)
        {
            throw new ShieldException(SlateReason.StageFailed, $"The name '{Path.GetFileName(path)}' is too long for that disk: choose a shorter one.", e);
        }
        catch (IOException e) when (!File.Exists(path))
        {
            throw new ShieldException(SlateReason.StageFailed, $"'{path}' cannot be the name of a file ({VideoText.Plain(e.Message)}): choose another one.", e);
        }
        catch (IOException)
        {
            // The file exists and is in use.
        }
    }
}
