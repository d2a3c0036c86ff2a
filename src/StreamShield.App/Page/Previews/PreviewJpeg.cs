using OpenCvSharp;

namespace StreamShield.App.Page.Previews;

/// <summary>Encodes pictures for the page.</summary>
internal static class PreviewJpeg
{
    private static readonly ImageEncodingParam Quality = new(ImwriteFlags.JpegQuality, 80);

    /// <summary>A JPEG, owned by the caller.</summary>
    public static byte[] Of(Mat bgr)
    {
        Cv2.ImEncode(".jpg", bgr, out var jpeg, Quality);
        return jpeg;
    }
}
