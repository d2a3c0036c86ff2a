using System.Runtime.InteropServices;

namespace StreamShield.Core;

/// <summary>Bytes outside the managed heap: 64-byte aligned, zero at birth, wiped before they are freed. One owner.</summary>
public sealed unsafe class PixelBuffer : IDisposable
{
    /// <summary>Kernels may read (never write) this many bytes past the end.</summary>
    public const int Slack = 64;

    private byte* _bytes;

    /// <summary>A zeroed buffer.</summary>
    /// <param name="length">Bytes, at least 1.</param>
    public PixelBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        _bytes = (byte*)NativeMemory.AlignedAlloc((nuint)(length + Slack), 64);
        NativeMemory.Clear(_bytes, (nuint)(length + Slack));
    }

    /// <summary>Frees memory that an owner forgot; wiped all the same.</summary>
    ~PixelBuffer() => Free();

    /// <summary>Bytes.</summary>
    public int Length { get; }

    /// <summary>The bytes; throws once disposed.</summary>
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
        NativeMemory.AlignedFree(_bytes);
        _bytes = null;
    }
}
