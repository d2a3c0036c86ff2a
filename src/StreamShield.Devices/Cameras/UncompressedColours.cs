using OpenCvSharp;
using OpenCvSharp.Internal;
using StreamShield.Devices.Pixels;

namespace StreamShield.Devices.Cameras;

/// <summary>
/// Makes BGR of 4:2:2 pictures in any matrix and range, and of RGB in limited range. OpenCV takes all 4:2:2 for BT.601 in limited range, so the bytes are brought there first: one affine map
/// over the four bytes of two pixels. RGB, which it takes for full range, needs one over the three bytes of a pixel.
/// One thread at a time; allocates nothing once warm.
/// </summary>
internal sealed class UncompressedColours : IDisposable
{
    private readonly Mat _map;
    private readonly Mat _mapped = new();
    private readonly Mat _bgr = new();
    private readonly ColorConversionCodes? _conversion;
    private readonly nint _mapIn, _mappedOut, _bgrOut;
    private Mat? _groups;
    private Mat? _limited;

    /// <param name="map">From the bytes of a group of pixels and one, to as many bytes.</param>
    /// <param name="conversion">From two bytes a pixel to BGR; null where the map already gives BGR.</param>
    private UncompressedColours(float[,] map, ColorConversionCodes? conversion)
    {
        _map = Mat.FromArray(map);
        _conversion = conversion;
        NativeMethods.HandleException(NativeMethods.core_InputArray_new_byMat(_map.CvPtr, out _mapIn));
        NativeMethods.HandleException(NativeMethods.core_OutputArray_new_byMat(_mapped.CvPtr, out _mappedOut));
        NativeMethods.HandleException(NativeMethods.core_OutputArray_new_byMat(_bgr.CvPtr, out _bgrOut));
    }

    /// <summary>Creates a converter; null if OpenCV's own conversion is right or nothing better is known.</summary>
    /// <param name="format">The format that the camera reports.</param>
    public static UncompressedColours? For(CameraFormat format) => (format.Matrix, format.IsFullRange, format.Encoding) switch
    {
        (_, false, "BGR3") => new UncompressedColours(Widened([0, 1, 2]), null),
        (_, false, "RGB3") => new UncompressedColours(Widened([2, 1, 0]), null),
        (YuvMatrix.Bt601, false, _) => null,
        (_, _, "YUYV" or "YUY2") => new UncompressedColours(Map(format, [0, 1, 2, 3]), ColorConversionCodes.YUV2BGR_YUY2),
        (_, _, "UYVY") => new UncompressedColours(Map(format, [1, 0, 3, 2]), ColorConversionCodes.YUV2BGR_UYVY),
        _ => null,
    };

    /// <summary>Converts a picture.</summary>
    /// <param name="raw">Two channels of 8 bits and of even width; three for RGB.</param>
    /// <returns>BGR, valid until the next call.</returns>
    public Mat Convert(Mat raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        var (pixels, type) = _conversion is null ? (1, MatType.CV_8UC3) : (2, MatType.CV_8UC4);
        if (_groups is null || _groups.Data != raw.Data || _groups.Rows != raw.Rows || _groups.Cols * pixels != raw.Cols)
        {
            Forget();
            _groups = Mat.FromPixelData(raw.Rows, raw.Cols / pixels, type, raw.Data, raw.Step());
            _mapped.Create(raw.Rows, raw.Cols / pixels, type);
            _limited = Mat.FromPixelData(raw.Rows, raw.Cols, MatType.CV_8UC2, _mapped.Data, _mapped.Step());
        }

        NativeMethods.HandleException(NativeMethods.core_InputArray_new_byMat(_groups.CvPtr, out var groups));
        NativeMethods.HandleException(NativeMethods.core_transform(groups, _mappedOut, _mapIn));
        NativeMethods.HandleException(NativeMethods.core_InputArray_delete(groups));
        GC.KeepAlive(raw);
        if (_conversion is not { } conversion)
        {
            return _mapped;
        }

        NativeMethods.HandleException(NativeMethods.core_InputArray_new_byMat(_limited!.CvPtr, out var usual));
        NativeMethods.HandleException(NativeMethods.imgproc_cvtColor(usual, _bgrOut, (int)conversion, 0));
        NativeMethods.HandleException(NativeMethods.core_InputArray_delete(usual));
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

    /// <summary>Rows of B, G, R from 16 to 235 stretched to 0 to 255, each from the place that it lies at and one.</summary>
    private static float[,] Widened(int[] places)
    {
        const float Stretch = 255 / 219f;
        var map = new float[3, 4];
        for (var channel = 0; channel < 3; channel++)
        {
            (map[channel, places[channel]], map[channel, 3]) = (Stretch, -16 * Stretch);
        }

        return map;
    }

    /// <summary>Rows of luma, U, luma, V, each from luma, U, luma, V and one, in the order that they lie in.</summary>
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
        _groups?.Dispose();
        _limited?.Dispose();
        (_groups, _limited) = (null, null);
    }
}
