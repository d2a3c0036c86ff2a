using StreamShield.App.Desktop;

namespace StreamShield.Tests.App.Desktop;

public sealed class TrayPictureTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(22)]
    [InlineData(32)]
    [InlineData(48)]
    public void Every_state_looks_different_also_without_colours(int side)
    {
        var grey = Enum.GetValues<TrayColour>().Select(colour => TrayPicture.Draw(colour, side).Select(pixel => (pixel >> 16 & 255) + (pixel >> 8 & 255) + (pixel & 255)).ToArray()).ToList();

        foreach (var (a, b) in new[] { (0, 1), (0, 2), (1, 2) })
        {
            var different = grey[a].Zip(grey[b]).Count(pair => Math.Abs((int)pair.First - (int)pair.Second) > 60);
            Assert.True(different > side * side / 12, $"{(TrayColour)a} and {(TrayColour)b} differ in {different} pixels of {side}x{side}");
        }
    }

    [Fact]
    public void The_corners_are_clear_and_the_middle_is_not()
    {
        var pixels = TrayPicture.Draw(TrayColour.Red, 32);

        Assert.Equal(0u, pixels[0]);
        Assert.Equal(0u, pixels[^1]);
        Assert.Equal(0xffffffffu, pixels[(16 * 32) + 16]);
        Assert.Equal(0xffd23b3bu, pixels[(8 * 32) + 16]);
    }
}
