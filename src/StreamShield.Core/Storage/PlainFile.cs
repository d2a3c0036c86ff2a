using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Storage;

/// <summary>Reads files that were named by hand or that lie in a folder of the user. Opens only regular files, also behind links: opening a pipe can
/// hang forever, and a device can be read forever. Decides by type and not by size, because some of those have a size.</summary>
public static partial class PlainFile
{
    private const int CurrentFolder = -100;
    private const uint AskType = 1;
    private const int StatxBytes = 256;
    private const int ModeAt = 28;
    private const int KindOfMode = 0xF000;
    private const int Regular = 0x8000;
    private const uint Disk = 1;

    /// <summary>Why this path cannot be read as a file, as the end of a sentence; null for a regular file, and for a path that does not
    /// exist.</summary>
    public static string? Fault(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            return FaultOfMode(ModeOf(path));
        }

        return Directory.Exists(path) ? "it is a folder" : null;
    }

    /// <summary>True for a write-protected file. Replacing a file needs only the permission of the folder, so this must be checked
    /// separately.</summary>
    public static bool IsReadOnly(string path) => File.Exists(path) && (File.GetAttributes(path) & FileAttributes.ReadOnly) != 0;

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="IOException">The file does not exist, is not a regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not read it.</exception>
    public static FileStream Open(string path)
    {
        if (Fault(path) is { } fault)
        {
            throw new IOException(fault);
        }

        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (OperatingSystem.IsWindows() && GetFileType(file.SafeFileHandle) != Disk)
        {
            file.Dispose();
            throw new IOException("it is a pipe or a device and no file");
        }

        return file;
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">Larger files are refused without being read.</param>
    /// <exception cref="IOException">As for <see cref="Open"/>; or the file is larger than the limit or the available memory.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not read it.</exception>
    public static byte[] Read(string path, long maxBytes)
    {
        using var file = Open(path);
        Check(file, maxBytes);
        try
        {
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (OutOfMemoryException e)
        {
            throw new IOException($"too little memory is left for its {file.Length} bytes", e);
        }
    }

    /// <summary>Like <see cref="Read"/>, for files that may be large: reads into memory outside the managed heap.</summary>
    /// <returns>A buffer owned by the caller; null for an empty file.</returns>
    public static PixelBuffer? ReadLarge(string path, int maxBytes)
    {
        using var file = Open(path);
        Check(file, maxBytes);
        if (file.Length == 0)
        {
            return null;
        }

        var bytes = new PixelBuffer((int)file.Length);
        try
        {
            file.ReadExactly(bytes.Span);
            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private static void Check(FileStream file, long maxBytes)
    {
        if (file.Length > maxBytes)
        {
            throw new IOException($"it has {file.Length} bytes and at most {maxBytes} are taken");
        }
    }

    private static string? FaultOfMode(int? mode) => (mode & KindOfMode) switch
    {
        null or Regular => null,
        0x4000 => "it is a folder",
        0x1000 => "it is a pipe and no file",
        0xC000 => "it is a socket and no file",
        _ => "it is a device and no file",
    };

    /// <summary>Type and permissions of the file, following links; null when there is none or the system does not tell.</summary>
    private static unsafe int? ModeOf(string path)
    {
        // The layout of statx is the same on every architecture; that of stat is not.
        Span<byte> answer = stackalloc byte[StatxBytes];
        fixed (byte* bytes = answer)
        {
            return Statx(CurrentFolder, path, 0, AskType, bytes) == 0 ? BinaryPrimitives.ReadUInt16LittleEndian(answer[ModeAt..]) : null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* answer);

    [LibraryImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint GetFileType(SafeFileHandle file);
}
