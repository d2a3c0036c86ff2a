using StreamShield.App.Desktop.Linux;
using StreamShield.App.Desktop.Windows;
using StreamShield.App.Hosting;
using Tmds.DBus.Protocol;

namespace StreamShield.App.Desktop;

/// <summary>What this desktop offers: every kind of tray and of panic key is named here.</summary>
internal static class DesktopParts
{
    /// <summary>Shows the icon; null where there is none to show.</summary>
    /// <param name="chosen">Called on the tray's own thread; returns at once.</param>
    public static ITray? OpenTray(Action<TrayCommand> chosen)
    {
        if (OperatingSystem.IsWindows())
        {
            return new WindowsTray(chosen);
        }

        return OperatingSystem.IsLinux() && SessionBus is { } bus ? new StatusNotifierTray(chosen, bus) : null;
    }

    /// <summary>Takes a panic key; null where there is no screen.</summary>
    /// <param name="chord">Which.</param>
    /// <param name="pressed">Called on the key's own thread; returns at once.</param>
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

        // Under Wayland X11's keys are heard only while an X11 window has the focus.
        return IsWayland && SessionBus is { } bus ? new PortalPanicKey(chord, pressed, bus) : new X11PanicKey(chord, pressed);
    }

    private static bool IsWayland => Environment.GetEnvironmentVariable("XDG_SESSION_TYPE") == "wayland" || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };

    private static string? SessionBus => DBusAddress.Session is { Length: > 0 } address ? address : null;
}
