using OpenCvSharp;
using OpenCvSharp.Internal;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Mjpeg;

/// <summary>OpenCV's JPEG encoder. All native objects are created once; encoding allocates nothing.</summary>
internal sealed unsafe class JpegEncoder : IJpegEncoder
{
    private readonly Mat _nv12;
    private readonly Mat _bgr;
    private readonly nint _nv12In;
    private readonly nint _bgrOut;
    private readonly nint _bgrIn;
    private readonly nint _jpeg;
    private readonly int[] _options;
    private bool _disposed;

    /// <summary>Creates an encoder for one picture size.</summary>
    /// <param name="size">Size of every picture.</param>
    /// <param name="quality">JPEG quality, 1 to 100.</param>
    public JpegEncoder(FrameSize size, int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        Size = size;
        _options = [(int)ImwriteFlags.JpegQuality, quality];
        _nv12 = new Mat(size.Height * 3 / 2, size.Width, MatType.CV_8UC1);
        _bgr = new Mat(size.Height, size.Width, MatType.CV_8UC3);
        NativeMethods.HandleException(NativeMethods.core_InputArray_new_byMat(_nv12.CvPtr, out _nv12In));
        NativeMethods.HandleException(NativeMethods.core_OutputArray_new_byMat(_bgr.CvPtr, out _bgrOut));
        NativeMethods.HandleException(NativeMethods.core_InputArray_new_byMat(_bgr.CvPtr, out _bgrIn));
        _jpeg = NativeMethods.vector_uchar_new1();
    }

    /// <summary>Frees the native objects if the owner did not dispose the encoder.</summary>
    ~JpegEncoder() => Free();

    /// <inheritdoc/>
    public FrameSize Size { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Encode(ShieldedFrame frame)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        frame.Nv12.CopyTo(new Span<byte>(_nv12.DataPointer, Size.Nv12Bytes));
        NativeMethods.HandleException(NativeMethods.imgproc_cvtColor(_nv12In, _bgrOut, (int)ColorConversionCodes.YUV2BGR_NV12, 0));
        NativeMethods.HandleException(NativeMethods.imgcodecs_imencode_vector(".jpg", _bgrIn, _jpeg, _options, _options.Length, out var encoded));
        if (encoded == 0)
        {
            throw new ShieldException(SlateReason.StageFailed, "OpenCV could not encode a picture as JPEG: install the program again, its OpenCV library is incomplete.");
        }

        return new ReadOnlySpan<byte>((void*)NativeMethods.vector_uchar_getPointer(_jpeg), (int)NativeMethods.vector_uchar_getSize(_jpeg));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        NativeMethods.HandleException(NativeMethods.core_InputArray_delete(_nv12In));
        NativeMethods.HandleException(NativeMethods.core_OutputArray_delete(_bgrOut));
        NativeMethods.HandleException(NativeMethods.core_InputArray_delete(_bgrIn));
        NativeMethods.vector_uchar_delete(_jpeg);
        _nv12.Dispose();
        _bgr.Dispose();
    }
}
