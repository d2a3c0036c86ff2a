using System.Runtime.InteropServices;

namespace StreamShield.Core.Frames;

/// <summary>A buffer outside the managed heap: 64-byte aligned, zeroed when allocated and again before it is freed. On Linux, large buffers are left
/// out of core dumps. Has one owner.</summary>
public sealed unsafe partial class PixelBuffer : IDisposable
{
    /// <summary>Vector code may read (never write) this many bytes past the end.</summary>
    public const int Slack = 64;

    private const int Large = 1 << 16;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;
    private const int DoNotDump = 16;

    private readonly nuint _mapped;
    private byte* _bytes;

    /// <summary>Allocates a zeroed buffer.</summary>
    /// <param name="length">Bytes, at least 1.</param>
    public PixelBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        if (OperatingSystem.IsLinux() && length >= Large)
        {
            // Its own pages: returned to the system as soon as they are freed, however fragmented the heap is, and kept out of dumps. New pages are
            // zero.
            _mapped = (nuint)(length + Slack);
            _bytes = Map(null, _mapped, ReadWrite, PrivateAnonymous, -1, 0);
            if (_bytes == (byte*)-1)
            {
                _bytes = null;
                throw new InsufficientMemoryException($"The system has no {length} bytes left for a picture.");
            }

            _ = Advise(_bytes, _mapped, DoNotDump);
            return;
        }

        _bytes = (byte*)NativeMemory.AlignedAlloc((nuint)(length + Slack), 64);
        NativeMemory.Clear(_bytes, (nuint)(length + Slack));
    }

    /// <summary>Frees memory that its owner did not dispose; it is zeroed all the same.</summary>
    ~PixelBuffer() => Free();

    /// <summary>Length in bytes.</summary>
    public int Length { get; }

    /// <summary>All bytes of the buffer, valid until it is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was disposed.</exception>
    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_bytes == null, this);
            return new Span<byte>(_bytes, Length);
        }
    }

    /// <summary>Address of the first byte, for native code, valid until disposed.</summary>
    public nint Address
    {
        get
        {
            ObjectDisposedException.ThrowIf(_bytes == null, this);
            return (nint)_bytes;
        }
    }

    /// <summary>Sets every byte to 0.</summary>
    public void Clear() => Span.Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_bytes == null)
        {
            return;
        }

        NativeMemory.Clear(_bytes, (nuint)Length);
        if (_mapped > 0)
        {
            _ = Unmap(_bytes, _mapped);
        }
        else
        {
            NativeMemory.AlignedFree(_bytes);
        }

        _bytes = null;
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial byte* Map(byte* place, nuint length, int access, int kind, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(byte* place, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(byte* place, nuint length, int advice);
}
