using System.Runtime.InteropServices;

namespace StreamShield.App.Desktop.Linux;

/// <summary>X11 through libxcb (Xlib would end the process if the display goes away). Names and layouts are xcb's own.</summary>
internal static unsafe partial class Xcb
{
    public const byte KeyPress = 2, MappingNotify = 34, GrabModeAsync = 1;
    public const ushort ModShift = 1, ModLock = 2, ModControl = 4, Mod1 = 8, Mod2 = 16, Mod4 = 64;
    public const short PollIn = 1;

    private const string Library = "libxcb.so.1";

    [StructLayout(LayoutKind.Sequential)]
    public struct Screens
    {
        public uint* Data;
        public int Remaining;
        public int Index;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int File;
        public short Events;
        public short Happened;
    }

    [LibraryImport(Library, EntryPoint = "xcb_connect", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Connect(string? display, out int screen);

    [LibraryImport(Library, EntryPoint = "xcb_disconnect")]
    public static partial void Disconnect(nint connection);

    [LibraryImport(Library, EntryPoint = "xcb_connection_has_error")]
    public static partial int HasError(nint connection);

    [LibraryImport(Library, EntryPoint = "xcb_get_file_descriptor")]
    public static partial int FileOf(nint connection);

    [LibraryImport(Library, EntryPoint = "xcb_get_setup")]
    public static partial byte* SetupOf(nint connection);

    [LibraryImport(Library, EntryPoint = "xcb_setup_roots_iterator")]
    public static partial Screens ScreensOf(byte* setup);

    [LibraryImport(Library, EntryPoint = "xcb_get_keyboard_mapping")]
    public static partial uint AskKeyboardMapping(nint connection, byte first, byte count);

    [LibraryImport(Library, EntryPoint = "xcb_get_keyboard_mapping_reply")]
    public static partial byte* KeyboardMapping(nint connection, uint asked, nint error);

    [LibraryImport(Library, EntryPoint = "xcb_grab_key_checked")]
    public static partial uint GrabKey(nint connection, byte ownerEvents, uint window, ushort modifiers, byte key, byte pointerMode, byte keyboardMode);

    [LibraryImport(Library, EntryPoint = "xcb_ungrab_key")]
    public static partial void UngrabKey(nint connection, byte key, uint window, ushort modifiers);

    [LibraryImport(Library, EntryPoint = "xcb_request_check")]
    public static partial byte* Check(nint connection, uint asked);

    [LibraryImport(Library, EntryPoint = "xcb_poll_for_event")]
    public static partial byte* NextEvent(nint connection);

    [LibraryImport("libc", EntryPoint = "poll")]
    public static partial int Poll(ref PollDescriptor descriptor, nuint count, int milliseconds);
}
