using OpenCvSharp;
using OpenCvSharp.Internal;
using StreamShield.Devices.Pixels;

namespace StreamShield.Devices.Cameras;

/// <summary>
/// Converts 4:2:2 pictures of any matrix and range to BGR. OpenCV assumes limited-range BT.601, so the bytes are mapped to that first: one affine map over
/// the four bytes of each pixel pair. Not thread-safe; allocates nothing after the first picture.
/// </summary>
internal sealed class UncompressedColours : IDisposable
{
    private readonly Mat _map;
    private readonly Mat _mapped = new();
    private readonly Mat _bgr = new();
    private readonly int _conversion;
    private readonly nint _mapIn, _mappedOut, _bgrOut;
    private Mat? _pairs;
    private Mat? _limited;

    private UncompressedColours(float[,] map, ColorConversionCodes conversion)
    {
        _map = Mat.FromArray(map);
        _conversion = (int)conversion;
        NativeMethods.HandleException(NativeMethods.core_InputArray_new_byMat(_map.CvPtr, out _mapIn));
        NativeMethods.HandleException(NativeMethods.core_OutputArray_new_byMat(_mapped.CvPtr, out _mappedOut));
        NativeMethods.HandleException(NativeMethods.core_OutputArray_new_byMat(_bgr.CvPtr, out _bgrOut));
    }

    /// <summary>Creates a converter; null if OpenCV's own conversion is right or nothing better is known.</summary>
    /// <param name="format">The format that the camera reports.</param>
    public static UncompressedColours? For(CameraFormat format) => (format.Matrix, format.IsFullRange, format.Encoding) switch
    {
        (YuvMatrix.Bt601, false, _) => null,
        (_, _, "YUYV" or "YUY2") => new UncompressedColours(Map(format, [0, 1, 2, 3]), ColorConversionCodes.YUV2BGR_YUY2),
        (_, _, "UYVY") => new UncompressedColours(Map(format, [1, 0, 3, 2]), ColorConversionCodes.YUV2BGR_UYVY),
        _ => null,
    };

    /// <summary>Converts a picture.</summary>
    /// <param name="raw">8-bit, two channels, even width.</param>
    /// <returns>BGR, valid until the next call.</returns>
    public Mat Convert(Mat raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        if (_pairs is null || _pairs.Data != raw.Data || _pairs.Rows != raw.Rows || _pairs.Cols * 2 != raw.Cols)
        {
            Forget();
            _pairs = Mat.FromPixelData(raw.Rows, raw.Cols / 2, MatType.CV_8UC4, raw.Data, raw.Step());
            _mapped.Create(raw.Rows, raw.Cols / 2, MatType.CV_8UC4);
            _limited = Mat.FromPixelData(raw.Rows, raw.Cols, MatType.CV_8UC2, _mapped.Data, _mapped.Step());
        }

        NativeMethods.HandleException(NativeMethods.core_InputArray_new_byMat(_pairs.CvPtr, out var pairs));
        NativeMethods.HandleException(NativeMethods.core_InputArray_new_byMat(_limited!.CvPtr, out var limited));
        NativeMethods.HandleException(NativeMethods.core_transform(pairs, _mappedOut, _mapIn));
        NativeMethods.HandleException(NativeMethods.imgproc_cvtColor(limited, _bgrOut, _conversion, 0));
        NativeMethods.HandleException(NativeMethods.core_InputArray_delete(pairs));
        NativeMethods.HandleException(NativeMethods.core_InputArray_delete(limited));
        GC.KeepAlive(raw);
        return _bgr;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        NativeMethods.HandleException(NativeMethods.core_InputArray_delete(_mapIn));
        NativeMethods.HandleException(NativeMethods.core_OutputArray_delete(_mappedOut));
        NativeMethods.HandleException(NativeMethods.core_OutputArray_delete(_bgrOut));
        foreach (var mat in (Mat[])[_map, _mapped, _bgr])
        {
            mat.SetTo(Scalar.Black);
            mat.Dispose();
        }
    }

    /// <summary>One row each for luma, U, luma and V, as a linear function of luma, U, luma, V and a constant, in memory order.</summary>
    private static float[,] Map(CameraFormat format, int[] places)
    {
        var (luma, chroma, black) = format.IsFullRange ? (255.0, 255.0, 0.0) : (219.0, 224.0, 16.0);
        var (ofU, ofV) = (ToBt601(format.Matrix, 1 / chroma, 0), ToBt601(format.Matrix, 0, 1 / chroma));
        var map = new float[4, 5];
        for (var second = 0; second < 4; second += 2)
        {
            // Both luma values use the shared chroma.
            Row(places[second], [(places[second], 219 / luma), (places[1], 219 * ofU.Y), (places[3], 219 * ofV.Y)], 16 - (219 / luma * black));
        }

        Row(places[1], [(places[1], 224 * ofU.U), (places[3], 224 * ofV.U)], 128);
        Row(places[3], [(places[1], 224 * ofU.V), (places[3], 224 * ofV.V)], 128);
        return map;

        void Row(int row, (int At, double Factor)[] parts, double constant)
        {
            foreach (var (at, factor) in parts)
            {
                map[row, at] = (float)factor;
                // Chroma is centred on 128.
                constant -= at == places[1] || at == places[3] ? 128 * factor : 0;
            }

            map[row, 4] = (float)constant;
        }
    }

    /// <summary>What a chroma value of the given matrix, from -1/2 to 1/2, contributes to luma and chroma in BT.601.</summary>
    private static (double Y, double U, double V) ToBt601(YuvMatrix matrix, double u, double v)
    {
        var (red, blue) = matrix switch
        {
            YuvMatrix.Bt709 => (0.2126, 0.0722),
            YuvMatrix.Bt2020 => (0.2627, 0.0593),
            YuvMatrix.Smpte240 => (0.212, 0.087),
            _ => (0.299, 0.114),
        };
        var (r, b) = (2 * (1 - red) * v, 2 * (1 - blue) * u);
        var g = ((-red * r) - (blue * b)) / (1 - red - blue);
        var luma = (0.299 * r) + (0.587 * g) + (0.114 * b);
        return (luma, (b - luma) / 1.772, (r - luma) / 1.402);
    }

    private void Forget()
    {
        _pairs?.Dispose();
        _limited?.Dispose();
        (_pairs, _limited) = (null, null);
    }
}
