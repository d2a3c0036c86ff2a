using System.Runtime.Versioning;
using Microsoft.Win32;
using StreamShield.Core.Storage;

namespace StreamShield.App.Desktop;

/// <summary>Starts the program at login, if the user asks for it: through the registry's Run key, or a desktop file in the autostart folder.</summary>
internal static class Autostart
{
    private const string RunKey = @"Software\Microsoft\Windows\CurrentVersion\Run";
    private const string Name = "StreamShield";

    /// <summary>True if it is enabled. Setting it may throw an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    public static bool IsOn
    {
        get => OperatingSystem.IsWindows() ? IsInRegistry() : File.Exists(FileName);
        set
        {
            if (OperatingSystem.IsWindows())
            {
                Register(value);
            }
            else if (value)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(FileName)!);
                File.WriteAllText(FileName, DesktopFile(Program));
            }
            else
            {
                File.Delete(FileName);
            }
        }
    }

    /// <summary>
    /// The desktop file for a program (freedesktop.org, Desktop Application Autostart). With TryExec nothing happens at login once the program was removed: a
    /// package may not delete files of users.
    /// </summary>
    internal static string DesktopFile(string program) =>
        $"[Desktop Entry]\nType=Application\nName={Name}\nTryExec={program.Replace(@"\", @"\\", StringComparison.Ordinal)}\nExec=\"{program.Replace(@"\", @"\\\\", StringComparison.Ordinal).Replace("\"", "\\\\\"", StringComparison.Ordinal)}\" run --desktop --no-page\nIcon=streamshield\nTerminal=false\nX-GNOME-Autostart-enabled=true\n";

    private static string FileName => Path.Combine(Path.GetDirectoryName(UserFolders.Configuration)!, "autostart", "streamshield.desktop");

    private static string Program => Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "streamshieldw.exe" : "streamshield");

    [SupportedOSPlatform("windows")]
    private static bool IsInRegistry()
    {
        using var key = Registry.CurrentUser.OpenSubKey(RunKey);
        return key?.GetValue(Name) is not null;
    }

    [SupportedOSPlatform("windows")]
    private static void Register(bool on)
    {
        using var key = Registry.CurrentUser.CreateSubKey(RunKey);
        if (on)
        {
            key.SetValue(Name, $"\"{Program}\" run --desktop --no-page");
        }
        else
        {
            key.DeleteValue(Name, throwOnMissingValue: false);
        }
    }
}
