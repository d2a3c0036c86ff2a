namespace StreamShield.Devices;

/// <summary>Names for files in the making. They say nothing of the final name, which may be as long as the file system allows.</summary>
public static class PartialFile
{
    /// <summary>A hidden name in the same folder that no file has.</summary>
    /// <param name="path">The file that it will become.</param>
    /// <param name="extension">With its dot; empty for none.</param>
    /// <returns>Full path.</returns>
    public static string Beside(string path, string extension) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}.partial{extension}");
}
