using System.Runtime.Versioning;
using StreamShield.Core.Threading;

namespace StreamShield.App.Desktop.Windows;

/// <summary>A hotkey through RegisterHotKey, on its own thread that only waits for the key, so that it works whatever else hangs.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsPanicKey : IPanicKey
{
    private const int Id = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ManualResetEventSlim _isReady = new();
    private readonly Thread _thread;
    private volatile string _trouble = "";
    private volatile bool _works;
    private volatile bool _isEnding;
    private volatile uint _threadId;

    /// <summary>Registers the key.</summary>
    /// <param name="chord">The key.</param>
    /// <param name="pressed">Called on the key's own thread; must return at once.</param>
    public WindowsPanicKey(KeyChord chord, Action pressed)
    {
        _thread = new Thread(() => Loop(chord, pressed)) { IsBackground = true, Name = "panic key" };
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
        if (_threadId != 0)
        {
            Win32.PostThreadMessage(_threadId, Win32.WM_QUIT, 0, 0);
            _thread.Join(Win32.EndPatience);
        }

        _isReady.Dispose();
    }

    private void Loop(KeyChord chord, Action pressed)
    {
        Urgency.Raise();
        // Create the thread's message queue first: otherwise a WM_QUIT posted this early would be lost and the key stay registered.
        _ = Win32.PeekMessage(out _, 0, 0, 0, 0);
        _threadId = Win32.GetCurrentThreadId();
        if (_isEnding)
        {
            return;
        }

        _works = Win32.RegisterHotKey(0, Id, ModifiersOf(chord.Modifiers) | Win32.MOD_NOREPEAT, chord.VirtualKey) != 0;
        _trouble = _works ? "" : $"Another program has taken {chord}: choose another panic key.";
        _isReady.Set();
        if (!_works)
        {
            return;
        }

        while (Win32.GetMessage(out var message, 0, 0, 0) > 0)
        {
            if (message.Message == Win32.WM_HOTKEY)
            {
                pressed();
            }
        }

        Win32.UnregisterHotKey(0, Id);
        _works = false;
    }

    private static uint ModifiersOf(KeyModifiers modifiers) =>
        (modifiers.HasFlag(KeyModifiers.Alt) ? Win32.MOD_ALT : 0) | (modifiers.HasFlag(KeyModifiers.Ctrl) ? Win32.MOD_CONTROL : 0)
        | (modifiers.HasFlag(KeyModifiers.Shift) ? Win32.MOD_SHIFT : 0) | (modifiers.HasFlag(KeyModifiers.Super) ? Win32.MOD_WIN : 0);
}
