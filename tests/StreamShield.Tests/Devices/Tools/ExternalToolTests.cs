using StreamShield.Devices.Tools;

namespace StreamShield.Tests.Devices.Tools;

public sealed class ExternalToolTests
{
    [Fact]
    public void Only_programs_in_absolute_folders_count()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix permissions");
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("tool"), "");
        Assert.Null(ExternalTool.Find("tool", folder.Path));
        TempFolder.SetMode(folder.File("tool"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal(folder.File("tool"), ExternalTool.Find("tool", $":.:/nowhere:{folder.Path}"));
        Assert.Null(ExternalTool.Find("tool", Path.GetRelativePath(Environment.CurrentDirectory, folder.Path)));
    }
}
