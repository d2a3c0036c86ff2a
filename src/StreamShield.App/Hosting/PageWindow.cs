using System.ComponentModel;
using System.Diagnostics;
using StreamShield.Devices.Tools;

namespace StreamShield.App.Hosting;

/// <summary>Opens an address on the user's screen: as an app window if a Chromium-based browser is installed, otherwise in the default browser.</summary>
internal static class PageWindow
{
    /// <summary>In the order in which they are tried; on Windows, Edge is always installed.</summary>
    private static readonly string[] Browsers = ["microsoft-edge", "google-chrome", "chromium", "chromium-browser", "brave-browser", "msedge", "chrome"];

    /// <summary>True if there is a screen.</summary>
    public static bool HasScreen => !OperatingSystem.IsLinux() || Has("DISPLAY") || Has("WAYLAND_DISPLAY");

    /// <summary>The process to start for an address.</summary>
    /// <param name="address">The address with its token.</param>
    /// <param name="find">Finds a program by name; returns null if it is not installed.</param>
    public static ProcessStartInfo StartInfo(string address, Func<string, string?> find)
    {
        foreach (var browser in Browsers)
        {
            if (find(browser) is { } program)
            {
                return new ProcessStartInfo(program, [$"--app={address}"]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
            }
        }

        return new ProcessStartInfo(address) { UseShellExecute = true };
    }

    /// <summary>Opens an address. A browser that does not start is not an error, since the address is printed as well.</summary>
    /// <returns>False if no browser could be started.</returns>
    public static bool TryOpen(string address)
    {
        try
        {
            var started = Process.Start(StartInfo(address, Find));
            if (started is { StartInfo.RedirectStandardError: true })
            {
                // Discard the browser's output, but keep reading it: a full pipe would block the browser.
                started.BeginErrorReadLine();
                started.BeginOutputReadLine();
            }

            return true;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    private static string? Find(string browser) => ExternalTool.Find(browser) ?? WindowsPlaces(browser).FirstOrDefault(File.Exists);

    /// <summary>On Windows, browsers are not in PATH.</summary>
    private static IEnumerable<string> WindowsPlaces(string browser)
    {
        var place = browser switch
        {
            "msedge" => Path.Combine("Microsoft", "Edge", "Application", "msedge.exe"),
            "chrome" => Path.Combine("Google", "Chrome", "Application", "chrome.exe"),
            _ => null,
        };
        return !OperatingSystem.IsWindows() || place is null
            ? []
            : new[] { Environment.SpecialFolder.ProgramFilesX86, Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.LocalApplicationData }
                .Select(folder => Path.Combine(Environment.GetFolderPath(folder), place));
    }

    private static bool Has(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}
