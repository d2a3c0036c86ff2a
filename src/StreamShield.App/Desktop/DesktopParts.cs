using StreamShield.App.Desktop.Linux;
using StreamShield.App.Desktop.Windows;
using StreamShield.App.Hosting;
using Tmds.DBus.Protocol;

namespace StreamShield.App.Desktop;

/// <summary>Chooses the tray and the panic key for this desktop.</summary>
internal static class DesktopParts
{
    /// <summary>Shows the icon; null if this desktop has no tray.</summary>
    /// <param name="chosen">Called on the tray's own thread; must return at once.</param>
    public static ITray? OpenTray(Action<TrayCommand> chosen)
    {
        if (OperatingSystem.IsWindows())
        {
            return new WindowsTray(chosen);
        }

        return OperatingSystem.IsLinux() && SessionBus is { } bus ? new StatusNotifierTray(chosen, bus) : null;
    }

    /// <summary>Registers a panic key; null if there is no screen.</summary>
    /// <param name="chord">The key.</param>
    /// <param name="pressed">Called on the key's own thread; must return at once.</param>
    public static IPanicKey? TakeKey(KeyChord chord, Action pressed)
    {
        if (OperatingSystem.IsWindows())
        {
            return new WindowsPanicKey(chord, pressed);
        }

        if (!OperatingSystem.IsLinux() || !PageWindow.HasScreen)
        {
            return null;
        }

        // Under Wayland, X11 key grabs only work while an X11 window has the focus.
        return IsWayland && SessionBus is { } bus ? new PortalPanicKey(chord, pressed, bus) : new X11PanicKey(chord, pressed);
    }

    private static bool IsWayland => Environment.GetEnvironmentVariable("XDG_SESSION_TYPE") == "wayland" || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };

    private static string? SessionBus => DBusAddress.Session is { Length: > 0 } address ? address : null;
}
