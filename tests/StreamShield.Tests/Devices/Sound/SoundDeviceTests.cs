using StreamShield.Devices.Sound;

namespace StreamShield.Tests.Devices.Sound;

public class SoundDeviceTests
{
    /// <summary>Whoever takes a loudspeaker for a cable is not warned that the room hears it.</summary>
    [Theory]
    [InlineData("CABLE Input (VB-Audio Virtual Cable)", true)]
    [InlineData("CABLE-A Input", true)]
    [InlineData("Hi-Fi Cable Input", true)]
    [InlineData("Line 1 (Virtual Audio Cable)", true)]
    [InlineData("Voicemeeter AUX Input", true)]
    [InlineData("Speakers (USB Cable Audio)", false)]
    [InlineData("HDMI cable TV", false)]
    [InlineData("Speakers (Realtek Audio)", false)]
    public void A_cable_is_known_by_its_whole_name(string description, bool isCable) =>
        Assert.Equal(isCable, new SoundDevice("id", description, IsUsual: false).IsCable);
}
