using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using StreamShield.Core.Threading;

namespace StreamShield.App.Desktop.Windows;

/// <summary>
/// The Windows notification area: a hidden window with its message loop on its own thread. WM_CLOSE, which the installer sends, ends the program in an orderly
/// way.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe class WindowsTray : ITray
{
    /// <summary>Window class by which the installer finds a running program.</summary>
    public const string WindowClass = "StreamShieldTray";

    private const uint Id = 1;
    private const uint FromIcon = Win32.WM_APP + 1;
    private const uint Changed = Win32.WM_APP + 2;
    private const uint Notified = Win32.WM_APP + 3;
    private const int SmallIconWidth = 49;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The window procedure is a static function; there is one icon per process.</summary>
    private static WindowsTray? _current;

    private readonly Action<TrayCommand> _chosen;
    private readonly Thread _thread;
    private TrayView _view = new(TrayColour.Grey, "StreamShield", []);
    private (string Title, string Text) _news = ("", "");
    private nint _window;
    private nint _icon;
    private uint _taskbarCreated;
    private volatile bool _isShown;
    private volatile bool _isDisposed;

    /// <summary>Shows the icon.</summary>
    /// <param name="chosen">Called on the tray's own thread; must return at once.</param>
    public WindowsTray(Action<TrayCommand> chosen)
    {
        _chosen = chosen;
        using var ready = new ManualResetEventSlim();
        _thread = new Thread(() => Loop(ready)) { IsBackground = true, Name = "tray" };
        _thread.SetApartmentState(ApartmentState.STA);
        _thread.Start();
        ready.Wait(Patience);
    }

    /// <inheritdoc/>
    public bool IsShown => _isShown;

    /// <inheritdoc/>
    public void Show(TrayView view)
    {
        if (!view.Equals(Interlocked.Exchange(ref _view, view)))
        {
            Win32.PostMessage(_window, Changed, 0, 0);
        }
    }

    /// <inheritdoc/>
    public void Notify(string title, string text)
    {
        _news = (title, text);
        Win32.PostMessage(_window, Notified, 0, 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        Interlocked.MemoryBarrier();
        Win32.PostMessage(_window, Win32.WM_QUIT, 0, 0);
        _thread.Join(Win32.EndPatience);
    }

    private void Loop(ManualResetEventSlim ready)
    {
        Urgency.Raise();
        _current = this;
        _taskbarCreated = Win32.RegisterWindowMessage("TaskbarCreated");
        var instance = Win32.GetModuleHandle(null);
        fixed (char* name = WindowClass)
        {
            var description = new Win32.WNDCLASSEXW { Size = (uint)sizeof(Win32.WNDCLASSEXW), WindowProcedure = &Procedure, Instance = instance, ClassName = name };
            Win32.RegisterClassEx(description);
        }

        _window = Win32.CreateWindowEx(0, WindowClass, "StreamShield", 0, 0, 0, 0, 0, 0, 0, instance, 0);
        UpdateIcon(Win32.NIM_ADD, "", "");
        ready.Set();
        Interlocked.MemoryBarrier();

        // Messages posted before the window existed are lost: catch up on a notification, and on the end (below).
        if (_news.Text.Length > 0)
        {
            UpdateIcon(Win32.NIM_MODIFY, _news.Title, _news.Text);
        }

        while (_window != 0 && !_isDisposed && Win32.GetMessage(out var message, 0, 0, 0) > 0)
        {
            Win32.DispatchMessage(message);
        }

        UpdateIcon(Win32.NIM_DELETE, "", "");
        _isShown = false;
        Win32.DestroyWindow(_window);
        if (_icon != 0)
        {
            Win32.DestroyIcon(_icon);
        }

        _current = null;
    }

    [UnmanagedCallersOnly]
    private static nint Procedure(nint window, uint message, nint wParam, nint lParam)
    {
        try
        {
            if (_current is { } tray && tray.Handles(window, message, lParam))
            {
                return 0;
            }
        }
        catch (Exception)
        {
            // No exception may escape into Windows, and the icon is not worth losing the picture.
        }

        return Win32.DefWindowProc(window, message, wParam, lParam);
    }

    private bool Handles(nint window, uint message, nint lParam)
    {
        if (message == _taskbarCreated && message != 0)
        {
            // Explorer was restarted.
            UpdateIcon(Win32.NIM_ADD, "", "");
            return true;
        }

        switch (message)
        {
            case FromIcon when (uint)lParam == Win32.WM_LBUTTONUP:
                _chosen(TrayCommand.Open);
                return true;
            case FromIcon when (uint)lParam is Win32.WM_RBUTTONUP or Win32.WM_CONTEXTMENU:
                OpenMenu(window);
                return true;
            case FromIcon:
                return true;
            case Changed:
                UpdateIcon(_isShown ? Win32.NIM_MODIFY : Win32.NIM_ADD, "", "");
                return true;
            case Notified:
                UpdateIcon(Win32.NIM_MODIFY, _news.Title, _news.Text);
                return true;
            case Win32.WM_CLOSE:
                _chosen(TrayCommand.Quit);
                return true;
            default:
                return false;
        }
    }

    private void OpenMenu(nint window)
    {
        var menu = Win32.CreatePopupMenu();
        foreach (var item in Volatile.Read(ref _view).Items)
        {
            Win32.AppendMenu(menu, item.Checked == true ? Win32.MF_CHECKED : Win32.MF_STRING, (nint)item.Command, item.Label);
        }

        var point = stackalloc int[2];
        _ = Win32.GetCursorPos(point);
        // Otherwise the menu stays open when the user clicks elsewhere (documented for TrackPopupMenu).
        Win32.SetForegroundWindow(window);
        var chosen = (TrayCommand)Win32.TrackPopupMenu(menu, Win32.TPM_RETURNCMD | Win32.TPM_NONOTIFY | Win32.TPM_RIGHTBUTTON, point[0], point[1], 0, window, 0);
        Win32.DestroyMenu(menu);
        if (chosen != TrayCommand.None)
        {
            _chosen(chosen);
        }
    }

    private void UpdateIcon(uint what, string title, string text)
    {
        var view = Volatile.Read(ref _view);
        var old = _icon;
        if (what != Win32.NIM_DELETE)
        {
            _icon = MakeIcon(view.Colour);
        }

        var data = new Win32.NOTIFYICONDATAW
        {
            Size = (uint)sizeof(Win32.NOTIFYICONDATAW),
            Window = _window,
            Id = Id,
            Flags = Win32.NIF_MESSAGE | Win32.NIF_ICON | Win32.NIF_TIP | (text.Length > 0 ? Win32.NIF_INFO : 0),
            CallbackMessage = FromIcon,
            Icon = _icon,
            InfoFlags = Win32.NIIF_WARNING,
        };
        Copy(view.Tip, new Span<char>(data.Tip, 128));
        Copy(text, new Span<char>(data.Info, 256));
        Copy(title, new Span<char>(data.InfoTitle, 64));
        _isShown = Win32.ShellNotifyIcon(what, data) != 0 || (_isShown && what == Win32.NIM_MODIFY);
        if (old != 0 && old != _icon)
        {
            Win32.DestroyIcon(old);
        }
    }

    private static nint MakeIcon(TrayColour colour)
    {
        var side = Math.Max(16, Win32.GetSystemMetrics(SmallIconWidth));
        var pixels = TrayPicture.Draw(colour, side);

        // Windows takes the transparency of a 32-bit icon from its alpha channel, so the mask may be empty.
        var mask = new byte[(side + 15) / 16 * 2 * side];
        fixed (uint* bits = pixels)
        fixed (byte* none = mask)
        {
            return Win32.CreateIcon(0, side, side, 1, 32, none, (byte*)bits);
        }
    }

    private static void Copy(string text, Span<char> place)
    {
        var kept = text.AsSpan(0, Math.Min(text.Length, place.Length - 1));
        kept.CopyTo(place);
        place[kept.Length] = '\0';
    }
}
