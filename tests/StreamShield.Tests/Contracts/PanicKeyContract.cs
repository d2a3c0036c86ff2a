using System.Globalization;
using System.Runtime.Versioning;
using StreamShield.App.Desktop;
using StreamShield.App.Desktop.Linux;
using StreamShield.Core.Threading;
using StreamShield.Devices.Tools;
using StreamShield.Tests.App.Desktop;

namespace StreamShield.Tests.Contracts;

/// <summary>Whatever takes a panic key, on a desktop of its own. (Windows' is tried under wine by tests/wine.)</summary>
public abstract class PanicKeyContract : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Why it cannot be tried here; null when it can.</summary>
    protected abstract string? Missing { get; }

    [Fact]
    public async Task A_press_is_heard_and_after_the_end_no_more()
    {
        Assert.SkipUnless(Missing is null, Missing ?? "");
        var presses = 0;
        using (var key = Take(KeyChord.Default, () => Interlocked.Increment(ref presses)))
        {
            await UntilAsync(() => key.Works);
            Assert.Equal("", key.Trouble);
            await PressAsync(KeyChord.Default);
            await UntilAsync(() => Volatile.Read(ref presses) > 0);
            Assert.True(key.Works);
            AssertUrgent();
        }

        var heard = Volatile.Read(ref presses);
        await PressAsync(KeyChord.Default);
        await Task.Delay(500);
        Assert.Equal(heard, Volatile.Read(ref presses));
    }

    [Fact]
    public async Task One_that_is_refused_says_so_and_what_to_do()
    {
        Assert.SkipUnless(Missing is null, Missing ?? "");
        await RefuseAsync(KeyChord.Default);
        using var key = Take(KeyChord.Default, static () => { });
        await UntilAsync(() => key.Trouble.Length > 0);

        Assert.False(key.Works);
        Assert.EndsWith(".", key.Trouble, StringComparison.Ordinal);
        Assert.Contains(":", key.Trouble, StringComparison.Ordinal);
    }

    public abstract ValueTask InitializeAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected abstract IPanicKey Take(KeyChord chord, Action pressed);

    private protected abstract Task PressAsync(KeyChord chord);

    private protected abstract Task RefuseAsync(KeyChord chord);

    /// <summary>The press was heard on a thread that goes before others.</summary>
    private protected virtual void AssertUrgent()
    {
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!holds())
        {
            await Task.Delay(10, limit.Token);
        }
    }
}

/// <summary>X11, with a real server and keys pressed by XTEST.</summary>
[SupportedOSPlatform("linux")]
public sealed class X11PanicKeyContract : PanicKeyContract, IDisposable
{
    private readonly Screen _screen = new();
    private IPanicKey? _other;
    private volatile int _nice;

    protected override string? Missing => Screen.Missing ?? (ExternalTool.Find("xdotool") is null ? "xdotool is not installed (apt-get install xdotool)" : null);

    public override async ValueTask InitializeAsync() => await (Missing is null ? _screen.StartAsync() : Task.CompletedTask);

    public void Dispose()
    {
        _other?.Dispose();
        _screen.Dispose();
    }

    private protected override IPanicKey Take(KeyChord chord, Action pressed) => new X11PanicKey(
        chord,
        () =>
        {
            _nice = Nice();
            pressed();
        },
        _screen.Display);

    private protected override void AssertUrgent()
    {
        var allowed = false;
        var thread = new Thread(() => allowed = Urgency.Raise());
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(30)));
        Assert.Equal(allowed, _nice < 0);
    }

    /// <summary>The calling thread's priority: the 19th word of its state, whose second one is a name in brackets.</summary>
    private static int Nice() => int.Parse(File.ReadAllText("/proc/thread-self/stat").Split(") ")[^1].Split(' ')[16], CultureInfo.InvariantCulture);

    private protected override Task PressAsync(KeyChord chord) => _screen.RunAsync("xdotool", ["key", "ctrl+alt+p"]);

    private protected override Task RefuseAsync(KeyChord chord)
    {
        _other = new X11PanicKey(chord, static () => { }, _screen.Display);
        return Task.CompletedTask;
    }
}

/// <summary>Wayland's portal, played by this test on a real bus.</summary>
[SupportedOSPlatform("linux")]
public sealed class PortalPanicKeyContract : PanicKeyContract, IDisposable
{
    private readonly PrivateBus _bus = new();
    private FakeShortcutsPortal? _portal;

    protected override string? Missing => PrivateBus.Missing;

    public override async ValueTask InitializeAsync()
    {
        if (Missing is null)
        {
            await _bus.StartAsync();
            _portal = await FakeShortcutsPortal.StartAsync(_bus.Address);
        }
    }

    public void Dispose()
    {
        _portal?.Dispose();
        _bus.Dispose();
    }

    private protected override IPanicKey Take(KeyChord chord, Action pressed) => new PortalPanicKey(chord, pressed, _bus.Address);

    private protected override Task PressAsync(KeyChord chord)
    {
        Assert.Equal(chord.ToTrigger(), _portal!.Trigger);
        _portal.Activate();
        return Task.CompletedTask;
    }

    private protected override Task RefuseAsync(KeyChord chord)
    {
        _portal!.Refuses = true;
        return Task.CompletedTask;
    }
}
