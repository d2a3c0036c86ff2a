using System.Runtime.InteropServices;

namespace StreamShield.Tests.EndToEnd.Obs;

/// <summary>Closes a window of X as its close button does, where no window manager has one.</summary>
internal static unsafe partial class X11Close
{
    private const string Library = "libX11.so.6";
    private const int ClientMessage = 33;
    private const int EventBytes = 192;

    /// <summary>Asks every window whose title begins so to close.</summary>
    /// <exception cref="InvalidOperationException">There is no such screen or window.</exception>
    public static void Send(string display, string title)
    {
        var screen = XOpenDisplay(display);
        if (screen == 0)
        {
            throw new InvalidOperationException($"There is no X on {display}.");
        }

        try
        {
            var sent = SendBelow(screen, XDefaultRootWindow(screen), title);
            _ = XFlush(screen);
            if (sent == 0)
            {
                throw new InvalidOperationException($"No window on {display} is called '{title}…'.");
            }
        }
        finally
        {
            _ = XCloseDisplay(screen);
        }
    }

    private static int SendBelow(nint screen, nuint window, string title)
    {
        nuint root, parent, count = 0;
        nuint* children = null;
        if (XQueryTree(screen, window, &root, &parent, &children, (uint*)&count) == 0)
        {
            return 0;
        }

        var sent = 0;
        for (nuint i = 0; i < (uint)count; i++)
        {
            sent += TitleOf(screen, children[i]).StartsWith(title, StringComparison.Ordinal) ? Close(screen, children[i]) : SendBelow(screen, children[i], title);
        }

        if (children is not null)
        {
            _ = XFree(children);
        }

        return sent;
    }

    private static string TitleOf(nint screen, nuint window)
    {
        byte* name = null;
        if (XFetchName(screen, window, &name) == 0 || name is null)
        {
            return "";
        }

        var title = Marshal.PtrToStringUTF8((nint)name) ?? "";
        _ = XFree(name);
        return title;
    }

    private static int Close(nint screen, nuint window)
    {
        // XClientMessageEvent: type, serial, send_event, display, window, message_type, format, data.
        var message = stackalloc byte[EventBytes];
        new Span<byte>(message, EventBytes).Clear();
        *(int*)message = ClientMessage;
        *(nuint*)(message + 32) = window;
        *(nuint*)(message + 40) = XInternAtom(screen, "WM_PROTOCOLS", 0);
        *(int*)(message + 48) = 32;
        *(nuint*)(message + 56) = XInternAtom(screen, "WM_DELETE_WINDOW", 0);
        return XSendEvent(screen, window, 0, 0, message) != 0 ? 1 : 0;
    }

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint XOpenDisplay(string name);

    [LibraryImport(Library)]
    private static partial int XCloseDisplay(nint display);

    [LibraryImport(Library)]
    private static partial nuint XDefaultRootWindow(nint display);

    [LibraryImport(Library)]
    private static partial int XQueryTree(nint display, nuint window, nuint* root, nuint* parent, nuint** children, uint* count);

    [LibraryImport(Library)]
    private static partial int XFetchName(nint display, nuint window, byte** name);

    [LibraryImport(Library)]
    private static partial int XFree(void* data);

    [LibraryImport(Library)]
    private static partial int XFlush(nint display);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nuint XInternAtom(nint display, string name, int onlyIfExists);

    [LibraryImport(Library)]
    private static partial int XSendEvent(nint display, nuint window, int propagate, nint mask, void* message);
}
