using OpenCvSharp;

namespace StreamShield.Audit;

/// <summary>
/// The empty room as far as the audit knows it. A raw picture: it is measured with, never written, and wiped when disposed.
/// </summary>
public sealed class RoomEstimate : IDisposable
{
    /// <summary>An estimate.</summary>
    /// <param name="picture">BGR; becomes owned.</param>
    /// <param name="known">255 where the room is known, else 0; becomes owned.</param>
    public RoomEstimate(Mat picture, Mat known)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(known);
        Picture = picture;
        Known = known;
    }

    /// <summary>The room, BGR; the nearest known colours where it is not known.</summary>
    public Mat Picture { get; }

    /// <summary>255 where the room is known, else 0.</summary>
    public Mat Known { get; }

    /// <summary>Share of the picture in which the room is known, 0..1.</summary>
    public double KnownShare => (double)Cv2.CountNonZero(Known) / Known.Total();

    /// <inheritdoc/>
    public void Dispose()
    {
        Picture.SetTo(Scalar.All(0));
        Picture.Dispose();
        Known.Dispose();
    }
}
