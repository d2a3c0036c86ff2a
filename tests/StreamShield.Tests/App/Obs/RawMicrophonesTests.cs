using StreamShield.App.Obs;

namespace StreamShield.Tests.App.Obs;

public class RawMicrophonesTests
{
    /// <summary>A microphone in a monitor or at a cable hears the room.</summary>
    [Theory]
    [InlineData("{0.0.1}.{8d}", "Microphone (Dell Monitor Webcam)", false)]
    [InlineData("{0.0.1}.{8d}", "Microphone (USB Cable Audio)", false)]
    [InlineData("alsa_input.usb-monitor-00", "Monitor Webcam", false)]
    [InlineData("{0.0.1}.{8d}", "CABLE Output (VB-Audio Virtual Cable)", true)]
    [InlineData("shield.monitor", "", true)]
    [InlineData("alsa_output.pci.monitor", "Monitor of Built-in Audio", true)]
    [InlineData("{0.0.1}.{8d}", "VoiceMeeter Output (VB-Audio VoiceMeeter VAIO)", true)]
    public void A_cable_is_known_by_its_whole_name(string device, string name, bool isCable) => Assert.Equal(isCable, RawMicrophones.IsCable(device, name));
}
