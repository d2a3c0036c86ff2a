using StreamShield.Core.Frames;

namespace StreamShield.Devices.Tools;

/// <summary>Names for files in the making. They say nothing of the final name, which may be as long as the file system allows.</summary>
public static class PartialFile
{
    /// <summary>A hidden name in the same folder that no file has.</summary>
    /// <param name="path">The file that it will become.</param>
    /// <param name="extension">With its dot; empty for none.</param>
    /// <returns>Full path.</returns>
    public static string Beside(string path, string extension) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}.partial{extension}");

    /// <summary>Refuses a name that the file system will not take, before any work is done for it.</summary>
    /// <param name="path">The file to be.</param>
    /// <exception cref="ShieldException">It is too long, or holds letters that are not allowed there.</exception>
    public static void CheckName(string path)
    {
        try
        {
            // Asking is enough: nothing is made. A name that cannot be is told apart from a file that is not there.
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1).Dispose();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            // What is missing or may not be read has a name that can be.
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
            // It is there and in use.
        }
    }
}
