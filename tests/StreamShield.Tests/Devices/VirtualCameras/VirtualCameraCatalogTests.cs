using StreamShield.Core.Frames;
using StreamShield.Devices.VirtualCameras;

namespace StreamShield.Tests.Devices.VirtualCameras;

/// <summary>Which virtual cameras a command line chooses.</summary>
public class VirtualCameraCatalogTests
{
    [Theory]
    [InlineData("", "second")]
    [InlineData("auto", "second")]
    [InlineData("mjpeg", "")]
    [InlineData("third", "third")]
    [InlineData("THIRD:7, second", "third:7 second")]
    [InlineData("auto,third", "second third")]
    [InlineData("second,auto", "second")]
    [InlineData("mjpeg,auto,mjpeg", "second")]
    public void The_best_ready_one_or_those_that_are_named(string text, string expected) =>
        Assert.Equal(expected, string.Join(" ", Catalog().Choose(text.Length == 0 ? [] : [text]).Cameras.Select(camera => camera.Target)));

    [Fact]
    public void The_option_may_be_repeated() => Assert.Equal(2, Catalog().Choose(["second", "third"]).Cameras.Count);

    /// <summary>All failures in one message, each with its cure.</summary>
    [Fact]
    public void All_that_cannot_be_had_is_told_at_once()
    {
        var failure = Assert.Throws<ShieldException>(() => Catalog().Choose(["first,third", "elsewhere", "nonsense"]));
        Assert.Contains("first: Install first.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("elsewhere: It is a camera of Mars", failure.Message, StringComparison.Ordinal);
        Assert.Contains("here there is first, second, third, mjpeg", failure.Message, StringComparison.Ordinal);
        Assert.Contains("nonsense: There is no such output", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_without_any_goes_on_and_says_what_is_lacking_only_when_it_was_asked_for()
    {
        var catalog = new VirtualCameraCatalog([new FakeCamera("first", false), new FakeCamera("elsewhere", true, isHere: false)]);
        Assert.Equal("No virtual camera is ready. Install first.", catalog.Choose(["auto"]).Note);
        Assert.Empty(catalog.Choose(["auto"]).Cameras);
        Assert.Equal("", catalog.Choose([]).Note);
    }

    [Fact]
    public void Only_cameras_of_this_system_are_offered() => Assert.Equal(["first", "second", "third"], Catalog().Offers().Select(offer => offer.Target));

    [Fact]
    public void The_usual_catalog_knows_this_system() =>
        Assert.Equal(OperatingSystem.IsWindows() ? 2 : OperatingSystem.IsLinux() ? 1 : 0, VirtualCameraCatalog.Default.Offers().Count);

    [Fact]
    public void What_is_no_camera_here_cannot_be_made() =>
        Assert.Throws<ArgumentException>(() => Catalog().Make("elsewhere", new FrameSize(64, 64), 30));

    private static VirtualCameraCatalog Catalog() =>
        new([new FakeCamera("elsewhere", true, isHere: false), new FakeCamera("first", false), new FakeCamera("second", true), new FakeCamera("third", true)]);
}
