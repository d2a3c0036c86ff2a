using System.Runtime.InteropServices;

namespace StreamShield.App.Desktop.Windows;

/// <summary>Windows user interface functions; names and layouts are Windows' own.</summary>
internal static unsafe partial class Win32
{
    public const uint WM_DESTROY = 0x0002, WM_CLOSE = 0x0010, WM_QUIT = 0x0012, WM_HOTKEY = 0x0312, WM_CONTEXTMENU = 0x007b, WM_LBUTTONUP = 0x0202, WM_RBUTTONUP = 0x0205, WM_APP = 0x8000;
    public const uint NIM_ADD = 0, NIM_MODIFY = 1, NIM_DELETE = 2, NIF_MESSAGE = 1, NIF_ICON = 2, NIF_TIP = 4, NIF_INFO = 16, NIIF_WARNING = 2;
    public const uint MF_STRING = 0, MF_CHECKED = 8, MF_SEPARATOR = 0x800, TPM_RETURNCMD = 0x100, TPM_NONOTIFY = 0x80, TPM_RIGHTBUTTON = 2;
    public const uint MOD_ALT = 1, MOD_CONTROL = 2, MOD_SHIFT = 4, MOD_WIN = 8, MOD_NOREPEAT = 0x4000;
    public const uint MB_ICONWARNING = 0x30, MB_SETFOREGROUND = 0x10000;

    /// <summary>How long the end waits for a message loop. Less than the program has for its whole end: a desktop that does not answer must not keep the rest from ending in order.</summary>
    public static readonly TimeSpan EndPatience = TimeSpan.FromMilliseconds(500);

    [StructLayout(LayoutKind.Sequential)]
    public struct MSG
    {
        public nint Window;
        public uint Message;
        public nint WParam;
        public nint LParam;
        public uint Time;
        public int X;
        public int Y;
        public uint Private;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct WNDCLASSEXW
    {
        public uint Size;
        public uint Style;
        public delegate* unmanaged<nint, uint, nint, nint, nint> WindowProcedure;
        public int ClassExtra;
        public int WindowExtra;
        public nint Instance;
        public nint Icon;
        public nint Cursor;
        public nint Background;
        public char* MenuName;
        public char* ClassName;
        public nint SmallIcon;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct NOTIFYICONDATAW
    {
        public uint Size;
        public nint Window;
        public uint Id;
        public uint Flags;
        public uint CallbackMessage;
        public nint Icon;
        public fixed char Tip[128];
        public uint State;
        public uint StateMask;
        public fixed char Info[256];
        public uint Version;
        public fixed char InfoTitle[64];
        public uint InfoFlags;
        public Guid Item;
        public nint BalloonIcon;
    }

    [LibraryImport("user32", EntryPoint = "RegisterClassExW", SetLastError = true)]
    public static partial ushort RegisterClassEx(in WNDCLASSEXW description);

    [LibraryImport("user32", EntryPoint = "CreateWindowExW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial nint CreateWindowEx(uint exStyle, string className, string title, uint style, int x, int y, int width, int height, nint parent, nint menu, nint instance, nint parameter);

    [LibraryImport("user32")]
    public static partial void DestroyWindow(nint window);

    [LibraryImport("user32", EntryPoint = "DefWindowProcW")]
    public static partial nint DefWindowProc(nint window, uint message, nint wParam, nint lParam);

    [LibraryImport("user32", EntryPoint = "GetMessageW")]
    public static partial int GetMessage(out MSG message, nint window, uint first, uint last);

    [LibraryImport("user32", EntryPoint = "PeekMessageW")]
    public static partial int PeekMessage(out MSG message, nint window, uint first, uint last, uint remove);

    [LibraryImport("user32", EntryPoint = "DispatchMessageW")]
    public static partial nint DispatchMessage(in MSG message);

    [LibraryImport("user32", EntryPoint = "PostMessageW")]
    public static partial void PostMessage(nint window, uint message, nint wParam, nint lParam);

    [LibraryImport("user32", EntryPoint = "PostThreadMessageW")]
    public static partial void PostThreadMessage(uint thread, uint message, nint wParam, nint lParam);

    [LibraryImport("user32")]
    public static partial void PostQuitMessage(int code);

    [LibraryImport("user32", EntryPoint = "RegisterWindowMessageW", StringMarshalling = StringMarshalling.Utf16)]
    public static partial uint RegisterWindowMessage(string name);

    [LibraryImport("user32", SetLastError = true)]
    public static partial int RegisterHotKey(nint window, int id, uint modifiers, uint virtualKey);

    [LibraryImport("user32")]
    public static partial void UnregisterHotKey(nint window, int id);

    [LibraryImport("user32")]
    public static partial nint CreatePopupMenu();

    [LibraryImport("user32", EntryPoint = "AppendMenuW", StringMarshalling = StringMarshalling.Utf16)]
    public static partial void AppendMenu(nint menu, uint flags, nint id, string? text);

    [LibraryImport("user32")]
    public static partial void DestroyMenu(nint menu);

    [LibraryImport("user32")]
    public static partial int TrackPopupMenu(nint menu, uint flags, int x, int y, int reserved, nint window, nint rectangle);

    [LibraryImport("user32")]
    public static partial int GetCursorPos(int* point);

    [LibraryImport("user32")]
    public static partial void SetForegroundWindow(nint window);

    [LibraryImport("user32")]
    public static partial int GetSystemMetrics(int index);

    [LibraryImport("user32")]
    public static partial nint CreateIcon(nint instance, int width, int height, byte planes, byte bitsPerPixel, byte* andBits, byte* xorBits);

    [LibraryImport("user32")]
    public static partial void DestroyIcon(nint icon);

    [LibraryImport("user32", EntryPoint = "MessageBoxW", StringMarshalling = StringMarshalling.Utf16)]
    public static partial int MessageBox(nint owner, string text, string title, uint kind);

    [LibraryImport("shell32", EntryPoint = "Shell_NotifyIconW")]
    public static partial int ShellNotifyIcon(uint message, in NOTIFYICONDATAW data);

    [LibraryImport("kernel32")]
    public static partial uint GetCurrentThreadId();

    [LibraryImport("kernel32")]
    public static partial nint GetConsoleWindow();

    [LibraryImport("kernel32")]
    public static partial int AttachConsole(uint process);

    [LibraryImport("kernel32", EntryPoint = "GetModuleHandleW", StringMarshalling = StringMarshalling.Utf16)]
    public static partial nint GetModuleHandle(string? name);
}
