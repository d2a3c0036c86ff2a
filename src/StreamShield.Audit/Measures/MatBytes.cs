using OpenCvSharp;

namespace StreamShield.Audit.Measures;

/// <summary>Spans over the values of a continuous OpenCV picture.</summary>
internal static unsafe class MatBytes
{
    /// <summary>The picture's 8-bit values, row by row. Valid while the picture exists.</summary>
    public static Span<byte> Bytes(this Mat picture) => new((void*)picture.Data, Count(picture));

    /// <summary>The picture's 32-bit values, row by row. Valid while the picture exists.</summary>
    public static Span<float> Floats(this Mat picture) => new((void*)picture.Data, Count(picture));

    private static int Count(Mat picture) =>
        picture.IsContinuous() ? (int)picture.Total() * picture.Channels() : throw new ArgumentException("The picture has padded rows.", nameof(picture));
}
