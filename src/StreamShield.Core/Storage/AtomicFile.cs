using StreamShield.Core.Frames;

namespace StreamShield.Core.Storage;

/// <summary>Writes a file completely or not at all: first under a hidden name in the same folder, flushed to the disk, then renamed. Whatever happens
/// midway (full disk, crash, power failure), the old file is intact. Only the user may read the file.</summary>
internal static class AtomicFile
{
    private const string Partial = ".partial";

    /// <summary>Writes bytes. Missing folders are created for the user only.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">All of its content.</param>
    /// <param name="what">Name of the content in error messages: "room profile".</param>
    /// <param name="replace">False to fail when the file exists.</param>
    /// <exception cref="ShieldException">The file cannot be written; nothing has changed.</exception>
    public static void Write(string path, ReadOnlyMemory<byte> bytes, string what, bool replace = true) =>
        Write(path, stream => stream.Write(bytes.Span), what, replace);

    /// <summary>Writes the output of a callback.</summary>
    public static void Write(string path, Action<Stream> write, string what, bool replace = true)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var partial = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}{Partial}");
        try
        {
            MakeFolder(folder);
            if (PlainFile.IsReadOnly(path))
            {
                throw new IOException("it is read-only");
            }

            try
            {
                using (var stream = new FileStream(partial, ForTheUserAlone()))
                {
                    write(stream);
                    stream.Flush(flushToDisk: true);
                }

                File.Move(partial, path, replace);
            }
            finally
            {
                File.Delete(partial);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var cure = !replace && File.Exists(path) ? "choose another name" : "free the disk, or allow your user to write there";
            throw new ShieldException(SlateReason.StageFailed,
                $"The {what} could not be written to {path} ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}): {cure}; what was there before is unchanged.", e);
        }
    }

    /// <summary>Deletes a file and anything that an interrupted write left beside it.</summary>
    public static void Delete(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            return;
        }

        var leftOver = $".{Path.GetFileName(path)}.";
        foreach (var file in Directory.EnumerateFiles(folder, $"*{Partial}").Where(file => Path.GetFileName(file).StartsWith(leftOver, StringComparison.Ordinal)).ToList())
        {
            File.Delete(file);
        }

        File.Delete(path);
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static FileStreamOptions ForTheUserAlone()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
