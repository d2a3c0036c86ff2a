namespace StreamShield.App.Hosting;

/// <summary>Files that only the current user can read.</summary>
internal static class PrivateFile
{
    /// <summary>Replaces or creates a file. When it fails, the old one is kept.</summary>
    public static void Write(string file, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var partial = $"{file}.{Path.GetRandomFileName()}";
        try
        {
            using (var stream = Open(partial, FileMode.CreateNew))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, file, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Opens a file for writing. Other users of this computer cannot read it if it is a new one.</summary>
    public static FileStream Open(string file, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(file, options);
    }
}
