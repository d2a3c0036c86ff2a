using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using StreamShield.Core.Threading;

namespace StreamShield.App.Desktop.Linux;

/// <summary>
/// A hotkey through a passive grab on the root window (X11 protocol, GrabKey), with its own connection and thread, so that it works whatever else hangs.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class X11PanicKey : IPanicKey
{
    private const int MinKeycodeAt = 34;
    private const int MaxKeycodeAt = 35;
    private const int KeysymsAt = 32;
    private const int PollMs = 250;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Modifier combinations to grab as well, so that the key also works with Caps Lock or Num Lock.</summary>
    private static readonly ushort[] Locks = [0, Xcb.ModLock, Xcb.Mod2, Xcb.ModLock | Xcb.Mod2];

    private readonly ManualResetEventSlim _isReady = new();
    private readonly Thread _thread;
    private volatile string _trouble = "";
    private volatile bool _works;
    private volatile bool _isEnding;

    /// <summary>Grabs the key.</summary>
    /// <param name="chord">The key.</param>
    /// <param name="pressed">Called on the key's own thread; must return at once.</param>
    /// <param name="display">X11 display; null for the one in the environment.</param>
    public X11PanicKey(KeyChord chord, Action pressed, string? display = null)
    {
        _thread = new Thread(() => Loop(chord, pressed, display)) { IsBackground = true, Name = "panic key" };
        _thread.Start();
        _isReady.Wait(Patience);
    }

    /// <inheritdoc/>
    public string Trouble => _trouble;

    /// <inheritdoc/>
    public bool Works => _works;

    /// <inheritdoc/>
    public void Dispose()
    {
        _isEnding = true;
        _thread.Join(Patience);
        _isReady.Dispose();
    }

    private void Loop(KeyChord chord, Action pressed, string? display)
    {
        Urgency.Raise();
        nint connection = 0;
        try
        {
            connection = Xcb.Connect(display, out _);
            if (Xcb.HasError(connection) == 0)
            {
                Listen(connection, chord, pressed);
            }
            else
            {
                _trouble = "The screen cannot be reached for a panic key: use the icon or the page.";
            }
        }
        catch (DllNotFoundException)
        {
            _trouble = "A panic key needs libxcb: install libxcb1 and start again.";
        }

        if (connection != 0)
        {
            Xcb.Disconnect(connection);
        }

        _works = false;
        if (!_isEnding)
        {
            _isReady.Set();
        }
    }

    private void Listen(nint connection, KeyChord chord, Action pressed)
    {
        var root = *Xcb.ScreensOf(Xcb.SetupOf(connection)).Data;
        Grab(connection, root, chord);
        _isReady.Set();
        var wait = new Xcb.PollDescriptor { File = Xcb.FileOf(connection), Events = Xcb.PollIn };
        while (!_isEnding && _works)
        {
            _ = Xcb.Poll(ref wait, 1, PollMs);
            for (var happened = Xcb.NextEvent(connection); happened is not null; happened = Xcb.NextEvent(connection))
            {
                var kind = (byte)(*happened & 0x7f);
                NativeMemory.Free(happened);
                if (kind == Xcb.KeyPress)
                {
                    pressed();
                }
                else if (kind == Xcb.MappingNotify)
                {
                    // The keyboard or layout changed: the keycode may be different now.
                    Xcb.UngrabKey(connection, 0, root, 0x8000);
                    Grab(connection, root, chord);
                }
            }

            if (Xcb.HasError(connection) != 0)
            {
                _trouble = "The screen went away, and the panic key with it: start StreamShield again.";
                return;
            }
        }
    }

    private void Grab(nint connection, uint root, KeyChord chord)
    {
        var keycodes = KeycodesOf(connection, chord.Keysym);
        if (keycodes.Count == 0)
        {
            _works = false;
            _trouble = $"This keyboard has no key {chord.Key}: choose another panic key.";
            return;
        }

        var taken = false;
        foreach (var keycode in keycodes)
        {
            foreach (var locks in Locks)
            {
                var error = Xcb.Check(connection, Xcb.GrabKey(connection, 0, root, (ushort)(ModifiersOf(chord.Modifiers) | locks), keycode, Xcb.GrabModeAsync, Xcb.GrabModeAsync));
                if (error is not null)
                {
                    NativeMemory.Free(error);
                    taken = true;
                }
            }
        }

        _works = !taken;
        _trouble = taken ? $"Another program has taken {chord}: choose another panic key." : "";
    }

    /// <summary>All keycodes that produce this keysym without Shift.</summary>
    private static List<byte> KeycodesOf(nint connection, uint keysym)
    {
        var setup = Xcb.SetupOf(connection);
        var (first, last) = (setup[MinKeycodeAt], setup[MaxKeycodeAt]);
        var mapping = Xcb.KeyboardMapping(connection, Xcb.AskKeyboardMapping(connection, first, (byte)(last - first + 1)), 0);
        var found = new List<byte>();
        if (mapping is null)
        {
            return found;
        }

        var perKey = mapping[1];
        var keysyms = (uint*)(mapping + KeysymsAt);
        for (var key = 0; perKey > 0 && key <= last - first; key++)
        {
            if (keysyms[key * perKey] == keysym)
            {
                found.Add((byte)(first + key));
            }
        }

        NativeMemory.Free(mapping);
        return found;
    }

    private static ushort ModifiersOf(KeyModifiers modifiers) => (ushort)(
        (modifiers.HasFlag(KeyModifiers.Shift) ? Xcb.ModShift : 0) | (modifiers.HasFlag(KeyModifiers.Ctrl) ? Xcb.ModControl : 0)
        | (modifiers.HasFlag(KeyModifiers.Alt) ? Xcb.Mod1 : 0) | (modifiers.HasFlag(KeyModifiers.Super) ? Xcb.Mod4 : 0));
}
