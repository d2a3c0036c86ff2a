using System.Runtime.InteropServices;

namespace StreamShield.Devices;

/// <summary>Tells files that can only be read once, from their beginning, from others.</summary>
internal static partial class PipeCheck
{
    private const int ReadNoWait = 0x800 | 0x80000;
    private const int Current = 1;

    /// <summary>True for a pipe, a socket or a terminal, and for the names of this program's own input.</summary>
    public static bool IsPipe(string path)
    {
        if (path == "-" || path.StartsWith("pipe:", StringComparison.OrdinalIgnoreCase) || path.StartsWith(@"\\.\pipe\", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!OperatingSystem.IsLinux() || !File.Exists(path))
        {
            return false;
        }

        var file = Open(path, ReadNoWait);
        if (file < 0)
        {
            return false;
        }

        var seeks = Seek(file, 0, Current) >= 0;
        _ = Close(file);
        return !seeks;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "lseek")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial long Seek(int file, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int file);
}
