using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using StreamShield.App.Desktop;
using StreamShield.App.Desktop.Windows;

namespace StreamShield.CameraProbe;

/// <summary>Windows' tray and panic key, with a synthetic key press and the messages that Windows and the setup send.</summary>
[SupportedOSPlatform("windows")]
internal static partial class DesktopProbe
{
    private const byte VkControl = 0x11, VkMenu = 0x12;
    private const uint KeyUp = 2, LeftButtonUp = 0x0202, Close = 0x0010, FromIcon = 0x8001;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Runs all checks.</summary>
    /// <returns>Exit code.</returns>
    public static int Run()
    {
        var good = TryKey() & TryTray();
        return good ? 0 : 1;
    }

    private static bool TryKey()
    {
        using var pressed = new AutoResetEvent(false);
        using var key = new WindowsPanicKey(KeyChord.Default, () => pressed.Set());
        // The first call starts wine's desktop, which takes longer than the key waits.
        var good = Say("the panic key is granted", SpinWait.SpinUntil(() => key.Works || key.Trouble.Length > 0, Patience) && key.Works, key.Trouble);
        using (var other = new WindowsPanicKey(KeyChord.Default, static () => { }))
        {
            SpinWait.SpinUntil(() => other.Works || other.Trouble.Length > 0, Patience);
            good &= Say("a key that is taken is refused", !other.Works && other.Trouble.Length > 0, other.Trouble);
        }

        var took = new List<double>();
        for (var i = 0; i < 10 && good; i++)
        {
            var began = Stopwatch.GetTimestamp();
            Press(KeyChord.Default.VirtualKey);
            if (pressed.WaitOne(Patience))
            {
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        took.Sort();
        return good & Say("a press is heard", took.Count == 10, took.Count == 0 ? "never" : $"{took.Count} of 10, p50 {took[took.Count / 2]:0.0} ms, most {took[^1]:0.0} ms");
    }

    private static bool TryTray()
    {
        using var chosen = new System.Collections.Concurrent.BlockingCollection<TrayCommand>();
        using var tray = new WindowsTray(chosen.Add);
        tray.Show(new TrayView(TrayColour.Red, "StreamShield: HIDDEN", [new(TrayCommand.Panic, "Hide everything", true), new(TrayCommand.Quit, "Quit")]));
        tray.Notify("Your picture is hidden", "The camera went away: plug it in.");
        nint window = 0;
        var good = Say("the setup finds the tray's window", SpinWait.SpinUntil(() => (window = FindWindow(WindowsTray.WindowClass, null)) != 0, Patience), $"{window}");
        PostMessage(window, FromIcon, 1, (nint)LeftButtonUp);
        good &= Say("a click opens the page", chosen.TryTake(out var first, Patience) && first == TrayCommand.Open, "");
        PostMessage(window, Close, 0, 0);
        good &= Say("asked to close, it quits in order", chosen.TryTake(out var second, Patience) && second == TrayCommand.Quit, "");
        Console.WriteLine($"the icon is {(tray.IsShown ? "shown" : "not shown: no taskbar here")}");
        return good;
    }

    private static void Press(uint key)
    {
        keybd_event(VkControl, 0, 0, 0);
        keybd_event(VkMenu, 0, 0, 0);
        keybd_event((byte)key, 0, 0, 0);
        keybd_event((byte)key, 0, KeyUp, 0);
        keybd_event(VkMenu, 0, KeyUp, 0);
        keybd_event(VkControl, 0, KeyUp, 0);
    }

    private static bool Say(string what, bool good, string detail)
    {
        Console.WriteLine($"{(good ? "passed" : "FAILED")} {what}{(detail.Length > 0 ? $": {detail}" : "")}");
        return good;
    }

    [LibraryImport("user32")]
    private static partial void keybd_event(byte key, byte scan, uint flags, nint extra);

    [LibraryImport("user32", EntryPoint = "FindWindowW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial nint FindWindow(string className, string? title);

    [LibraryImport("user32", EntryPoint = "PostMessageW")]
    private static partial void PostMessage(nint window, uint message, nint wParam, nint lParam);
}
