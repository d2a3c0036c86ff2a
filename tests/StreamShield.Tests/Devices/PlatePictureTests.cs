using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices;

namespace StreamShield.Tests.Devices;

public sealed class PlatePictureTests : IDisposable
{
    private static readonly FrameSize Size = new(64, 48);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Write(string name, int width, int height, Scalar colour)
    {
        using var picture = new Mat(height, width, MatType.CV_8UC3, colour);
        var path = _folder.File(name);
        Assert.True(Cv2.ImWrite(path, picture));
        return path;
    }

    [Theory]
    [InlineData("room.png", 64, 48)]
    [InlineData("room.jpg", 64, 48)]
    [InlineData("large.png", 640, 480)]
    public void A_picture_of_the_frames_shape_is_known_everywhere(string name, int width, int height)
    {
        using var plate = PlatePicture.Load(Write(name, width, height, new Scalar(40, 80, 120)), Size);

        Assert.All(plate.Confidence.ToArray(), confidence => Assert.Equal(255, confidence));
        Assert.InRange(plate.Pixels[0], 38, 42);
        Assert.InRange(plate.Pixels[^1], 118, 122);
    }

    [Fact]
    public void Nothing_is_known_beside_a_picture_of_another_shape()
    {
        using var plate = PlatePicture.Load(Write("tall.png", 24, 48, new Scalar(40, 80, 120)), Size);

        for (var i = 0; i < plate.Confidence.Length; i++)
        {
            Assert.Equal(i % Size.Width is >= 20 and < 44 ? 255 : 0, plate.Confidence[i]);
        }
    }

    [Fact]
    public void A_missing_file_is_named() => Refused(_folder.File("nothing.png"), "does not exist");

    [Fact]
    public void A_folder_is_refused() => Refused(_folder.Path, "is a folder");

    [Fact]
    public void An_empty_file_is_refused() => Refused(Bytes([]), "is empty");

    [Fact]
    public void Something_else_is_refused() => Refused(Bytes([1, 2, 3, 4, 5, 6, 7, 8]), "is no picture");

    private string Bytes(byte[] bytes)
    {
        var path = _folder.File("bytes.png");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static void Refused(string path, string words)
    {
        var failure = Assert.Throws<ShieldException>(() => PlatePicture.Load(path, Size));
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }
}
