using System.Runtime.Versioning;

namespace StreamShield.App.Desktop.Windows;

/// <summary>streamshieldw.exe has no console of its own; started from one, it writes there.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsConsole
{
    private const uint Parent = uint.MaxValue;

    /// <summary>Attaches to the parent's console, if any.</summary>
    /// <returns>True if the program was started without its own console, for example from the start menu.</returns>
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
