using StreamShield.App.Desktop;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.App.Desktop;

public sealed class SingleInstanceTests
{
    [Fact]
    public void Only_one_has_the_place_until_it_ends()
    {
        using var folder = new TempFolder();
        using (var first = SingleInstance.TryTake(folder.Path))
        {
            Assert.NotNull(first);
            Assert.Null(SingleInstance.TryTake(folder.Path));
        }

        using var next = SingleInstance.TryTake(folder.Path);
        Assert.NotNull(next);
    }

    [Fact]
    public void Autostart_is_written_and_taken_away_again()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.False(Autostart.IsOn);
        Autostart.IsOn = true;
        Assert.True(Autostart.IsOn);
        Autostart.IsOn = false;
        Assert.False(Autostart.IsOn);
        Assert.Contains("\nTryExec=/opt/stream shield/streamshield\n", Autostart.DesktopFile("/opt/stream shield/streamshield"), StringComparison.Ordinal);
        Assert.Contains("Exec=\"/opt/stream shield/streamshield\" run --desktop", Autostart.DesktopFile("/opt/stream shield/streamshield"), StringComparison.Ordinal);
    }
}
