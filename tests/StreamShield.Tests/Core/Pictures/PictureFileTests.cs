using System.Buffers.Binary;
using CsCheck;
using OpenCvSharp;
using StreamShield.Core.Pictures;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Core.Pictures;

/// <summary>A picture's header says what it would become, and what would be too much is never decoded.</summary>
public sealed class PictureFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Kinds => [".png", ".jpg", ".webp", ".bmp"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_header_says_the_size(string kind) => Gen.Select(Gen.Int[1, 300], Gen.Int[1, 300]).Sample(
        (width, height) =>
        {
            using var picture = new Mat(height, width, MatType.CV_8UC3, new Scalar(10, 20, 200));
            var file = picture.ToBytes(kind);
            Assert.Equal((width, height), PictureHeader.SizeOf(file));
            using var decoded = PictureFile.Decode(file);
            Assert.Equal((width, height), (decoded.Width, decoded.Height));
        },
        iter: 20);

    /// <summary>The header alone is asked: the rest of these files is missing.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_picture_of_too_many_pixels_is_refused_by_its_header(string kind)
    {
        using var small = new Mat(16, 16, MatType.CV_8UC3, new Scalar(1, 2, 3));
        var file = small.ToBytes(kind);
        WriteSize(file, kind, 16000, 15000);
        Assert.Equal((16000, 15000), PictureHeader.SizeOf(file));
        var path = _folder.File("bomb" + kind);
        File.WriteAllBytes(path, file);
        Assert.Contains("16000x15000", Assert.Throws<InvalidDataException>(() => PictureFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_whose_product_is_beyond_numbers_are_refused()
    {
        using var small = new Mat(16, 16, MatType.CV_8UC3, new Scalar(1, 2, 3));
        var file = small.ToBytes(".png");
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(16), uint.MaxValue);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(20), uint.MaxValue);
        Assert.Throws<InvalidDataException>(() => PictureFile.Decode(file));
    }

    /// <summary>Whatever the bytes: a picture within the limit, or the one exception.</summary>
    [Fact]
    public void Damaged_pictures_are_refused_or_decoded_and_nothing_else()
    {
        using var picture = new Mat(40, 60, MatType.CV_8UC3);
        Cv2.Randu(picture, Scalar.All(0), Scalar.All(255));
        var files = new[] { ".png", ".jpg", ".webp", ".bmp" }.Select(kind => picture.ToBytes(kind)).ToArray();
        var change = Gen.Select(Gen.Int[0, 1 << 20], Gen.Byte);
        Gen.Select(Gen.Int[0, files.Length - 1], change.Array[0, 6], Gen.Int[0, 1 << 20]).Sample(
            (which, changes, cut) =>
            {
                var file = files[which][..Math.Max(1, cut % (2 * files[which].Length) is var length && length < files[which].Length ? length : files[which].Length)];
                foreach (var (at, value) in changes)
                {
                    file[at % Math.Min(file.Length, 64)] = value;
                }

                try
                {
                    using var decoded = PictureFile.Decode(file, 1 << 20);
                    Assert.InRange((long)decoded.Width * decoded.Height, 1, 1 << 20);
                }
                catch (InvalidDataException)
                {
                    // As promised.
                }
            },
            iter: 150);
    }

    [Fact]
    public void Other_formats_are_no_pictures_here()
    {
        using var picture = new Mat(16, 16, MatType.CV_8UC3, new Scalar(1, 2, 3));
        Assert.Throws<InvalidDataException>(() => PictureFile.Decode(picture.ToBytes(".tiff")));
        Assert.Throws<InvalidDataException>(() => PictureFile.Decode(picture.ToBytes(".ppm")));
        Assert.Throws<InvalidDataException>(() => PictureFile.Decode([]));
    }

    private static void WriteSize(Span<byte> file, string kind, int width, int height)
    {
        switch (kind)
        {
            case ".png":
                BinaryPrimitives.WriteInt32BigEndian(file[16..], width);
                BinaryPrimitives.WriteInt32BigEndian(file[20..], height);
                break;
            case ".bmp":
                BinaryPrimitives.WriteInt32LittleEndian(file[18..], width);
                BinaryPrimitives.WriteInt32LittleEndian(file[22..], height);
                break;
            case ".webp" when file[15] == 'L':
                BinaryPrimitives.WriteUInt32LittleEndian(file[21..], (uint)(width - 1) | ((uint)(height - 1) << 14));
                break;
            case ".webp":
                BinaryPrimitives.WriteUInt16LittleEndian(file[26..], (ushort)width);
                BinaryPrimitives.WriteUInt16LittleEndian(file[28..], (ushort)height);
                break;
            default:
                var frame = file.IndexOf([(byte)0xFF, (byte)0xC0]);
                BinaryPrimitives.WriteUInt16BigEndian(file[(frame + 5)..], (ushort)height);
                BinaryPrimitives.WriteUInt16BigEndian(file[(frame + 7)..], (ushort)width);
                break;
        }
    }
}
