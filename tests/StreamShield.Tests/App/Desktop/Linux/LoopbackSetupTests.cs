using System.Runtime.Versioning;
using StreamShield.App.Desktop.Linux;
using StreamShield.App.Hosting;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.App.Desktop.Linux;

/// <summary>The one-click set-up of the kernel's camera, with a stand-in pkexec: nothing but what was shown is run, and nothing without the user's word.</summary>
[SupportedOSPlatform("linux")]
public sealed class LoopbackSetupTests : IDisposable
{
    private const string Release = "6.1.0-13-amd64";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_shell_gets_exactly_the_lines_that_were_shown()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "This is for Linux alone.");
        var heard = _folder.File("heard");
        var setup = Setup($"printf '%s\\n' \"$@\" > {heard}", "apt-get");
        Assert.Equal("", setup.Trouble);
        Assert.Equal($"DEBIAN_FRONTEND=noninteractive apt-get install -y v4l2loopback-dkms linux-headers-{Release}", setup.Commands[0]);
        Assert.Equal("modprobe v4l2loopback", setup.Commands[^1]);

        setup.Run(string.Join('\n', setup.Commands));

        Assert.Equal(["/bin/sh", "-ec", .. setup.Commands], File.ReadAllLines(heard));
    }

    [Fact]
    public void A_module_that_is_there_is_not_installed_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "This is for Linux alone.");
        var place = Directory.CreateDirectory(Path.Combine(_folder.File("root"), "lib", "modules", Release, "updates", "dkms"));
        File.WriteAllText(Path.Combine(place.FullName, "v4l2loopback.ko.xz"), "");
        Assert.DoesNotContain(Setup("", "apt-get").Commands, line => line.Contains("install -y", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("touch {ran}; exit 0", "other lines", "The commands have changed")]
    [InlineData("exit 126", null, "Nothing was changed")]
    [InlineData("exit 127", null, "Nothing was changed")]
    [InlineData("echo 'E: Unable to locate package v4l2loopback-dkms' >&2; exit 100", null, "E: Unable to locate package v4l2loopback-dkms")]
    [InlineData("exit 3", null, "exit code 3")]
    public void What_was_not_agreed_to_or_fails_is_said(string pkexec, string? agreed, string says)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "This is for Linux alone.");
        var ran = _folder.File("ran");
        var setup = Setup(pkexec.Replace("{ran}", ran, StringComparison.Ordinal), "apt-get");
        Assert.Contains(says, Assert.Throws<UserException>(() => setup.Run(agreed ?? string.Join('\n', setup.Commands))).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(ran));
    }

    [Theory]
    [InlineData("apt-get", Release, "pkexec is missing")]
    [InlineData("none", Release, "does not know")]
    [InlineData("apt-get", "6.1; reboot", "does not know")]
    [InlineData("apt-get", "6.1\n", "does not know")]
    public void Where_no_click_can_do_it_that_is_said(string manager, string release, string says)
    {
        var setup = new LoopbackSetup(name => name == manager ? name : null, _folder.File("root"), release);
        Assert.Contains(says, setup.Trouble, StringComparison.Ordinal);
        Assert.Throws<UserException>(() => setup.Run(string.Join('\n', setup.Commands)));
    }

    private LoopbackSetup Setup(string script, string manager)
    {
        var pkexec = _folder.File("pkexec");
        File.WriteAllText(pkexec, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(pkexec, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new LoopbackSetup(name => name == "pkexec" ? pkexec : name == manager ? name : null, _folder.File("root"), Release);
    }
}
