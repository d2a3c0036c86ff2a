using StreamShield.Devices.Pixels;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Cameras;

/// <summary>The pixel format that a Video4Linux camera reports.</summary>
/// <param name="Encoding">FourCC of the pixel format, such as "YUYV".</param>
/// <param name="Matrix">How luma and chroma are computed from red, green and blue.</param>
/// <param name="IsFullRange">True for levels from 0 to 255, false for 16 to 235.</param>
internal readonly record struct CameraFormat(string Encoding, YuvMatrix Matrix, bool IsFullRange)
{
    private const uint Smpte240 = 2, Rec709 = 3, Jpeg = 7, Bt2020 = 10, DciP3 = 12; // V4L2_COLORSPACE_...
    private const uint XvYcc709 = 4; // V4L2_YCBCR_ENC_XV709
    private const uint FullRange = 1; // V4L2_QUANTIZATION_FULL_RANGE

    /// <summary>True when a pixel is red, green and blue bytes; the matrix then says nothing.</summary>
    public bool IsRgb => Encoding is "RGB3" or "BGR3";

    /// <summary>Reads the v4l2_format block of a capture device; fields it leaves at zero take the defaults of linux/videodev2.h.</summary>
    /// <param name="format">208 bytes.</param>
    public static CameraFormat Read(ReadOnlySpan<byte> format)
    {
        var (space, matrix, range) = (V4l2.Read(format, 32), V4l2.Read(format, 44), V4l2.Read(format, 48));
        var read = new CameraFormat(VideoText.FourCc(V4l2.Read(format, 16)), matrix == 0 ? DefaultMatrix(space) : DeclaredMatrix(matrix), range == FullRange);
        return range == 0 ? read with { IsFullRange = read.IsRgb || space == Jpeg } : read;
    }

    private static YuvMatrix DeclaredMatrix(uint matrix) => matrix switch
    {
        2 or XvYcc709 => YuvMatrix.Bt709,
        6 or 7 => YuvMatrix.Bt2020,
        8 => YuvMatrix.Smpte240,
        _ => YuvMatrix.Bt601,
    };

    private static YuvMatrix DefaultMatrix(uint space) => space switch
    {
        Rec709 or DciP3 => YuvMatrix.Bt709,
        Bt2020 => YuvMatrix.Bt2020,
        Smpte240 => YuvMatrix.Smpte240,
        _ => YuvMatrix.Bt601,
    };
}
