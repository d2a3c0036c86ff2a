using System.Runtime.Versioning;

namespace StreamShield.App.Desktop.Windows;

/// <summary>streamshieldw.exe brings no console along; started in one it writes there.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsConsole
{
    private const uint Parent = uint.MaxValue;

    /// <summary>Attaches to the console that the program was started in.</summary>
    /// <returns>True when the program was started without a console of its own, as from the start menu.</returns>
    public static bool WasStartedWithout()
    {
        if (Win32.GetConsoleWindow() != 0 || !Path.GetFileNameWithoutExtension(Environment.ProcessPath ?? "").EndsWith('w'))
        {
            return false;
        }

        _ = Win32.AttachConsole(Parent);
        return true;
    }
}
