using OpenCvSharp;

namespace StreamShield.Audit.Results;

/// <summary>Encodes pictures for the report.</summary>
internal static class Jpeg
{
    private const int MaxWidth = 960;
    private const int Quality = 82;

    /// <summary>Encodes a picture, scaled down if it is wide.</summary>
    public static AuditPicture Of(string title, Mat picture, bool isRaw = false)
    {
        using var small = new Mat();
        var width = Math.Min(MaxWidth, picture.Cols);
        Cv2.Resize(picture, small, new Size(width, picture.Rows * width / picture.Cols), 0, 0, InterpolationFlags.Area);
        Cv2.ImEncode(".jpg", small, out var bytes, new ImageEncodingParam(ImwriteFlags.JpegQuality, Quality));
        return new AuditPicture(title, bytes, isRaw);
    }
}
