using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices;

namespace StreamShield.Tests.Devices;

public class ImageFileTests
{
    [Theory]
    [InlineData("red.png")]
    [InlineData("red.jpg")]
    [InlineData("rote Straße.png")]
    public void A_picture_is_read(string name)
    {
        using var folder = new TempFolder();
        using var picture = new Mat(20, 30, MatType.CV_8UC3, new Scalar(10, 20, 200));
        File.WriteAllBytes(folder.File(name), picture.ToBytes(System.IO.Path.GetExtension(name)));

        var image = ImageFile.Read(folder.File(name));

        Assert.Equal((30, 20), (image.Width, image.Height));
        Assert.Equal(200, image.Bgr[2], 4.0);
        Assert.Equal(10, image.Bgr[^3], 4.0);
    }

    [Fact]
    public void What_is_no_picture_is_refused_in_a_sentence()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.File("empty.png"), []);
        File.WriteAllBytes(folder.File("noise.png"), [.. Enumerable.Range(0, 900).Select(i => (byte)(i * 7))]);
        foreach (var (path, cause) in ((string, string)[])[(folder.File("none.png"), "does not exist"), (folder.Path, "is a folder"), (folder.File("empty.png"), "is empty"), (folder.File("noise.png"), "is no picture")])
        {
            var refusal = Assert.Throws<ShieldException>(() => ImageFile.Read(path));
            Assert.Contains(cause, refusal.Message, StringComparison.Ordinal);
            Assert.Contains("choose a JPEG or PNG", refusal.Message, StringComparison.Ordinal);
        }
    }
}
