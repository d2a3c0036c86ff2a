using StreamShield.App.Desktop.Linux;
using StreamShield.App.Desktop.Windows;
using Tmds.DBus.Protocol;

namespace StreamShield.App.Desktop;

/// <summary>Shows a message to a user who started the program from a menu and has no terminal.</summary>
internal static class Alert
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Shows a sentence in a message box on Windows, as a notification on Linux.</summary>
    public static async Task ShowAsync(string sentence)
    {
        if (OperatingSystem.IsWindows())
        {
            _ = Win32.MessageBox(0, sentence, "StreamShield", Win32.MB_ICONWARNING | Win32.MB_SETFOREGROUND);
        }
        else if (OperatingSystem.IsLinux() && DBusAddress.Session is { Length: > 0 } bus)
        {
            using var tray = new StatusNotifierTray(static _ => { }, bus);
            await Task.WhenAny(tray.Started, Task.Delay(Patience));
            tray.Notify("StreamShield", sentence);
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }
}
