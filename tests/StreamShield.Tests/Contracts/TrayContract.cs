using System.Collections.Concurrent;
using System.Runtime.Versioning;
using StreamShield.App.Desktop;
using StreamShield.App.Desktop.Linux;
using StreamShield.Tests.App.Desktop;

namespace StreamShield.Tests.Contracts;

/// <summary>Whatever shows an icon beside the clock. (Windows' is tried under wine by tests/wine.)</summary>
public abstract class TrayContract : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TrayView Hidden = new(TrayColour.Red, "StreamShield: HIDDEN", [new(TrayCommand.Panic, "Hide everything", true), new(TrayCommand.Open, "Open"), new(TrayCommand.Quit, "Quit")]);

    /// <summary>Why it cannot be tried here; null when it can.</summary>
    protected abstract string? Missing { get; }

    [Fact]
    public async Task What_is_shown_is_what_the_panel_sees()
    {
        Assert.SkipUnless(Missing is null, Missing ?? "");
        using var tray = Open(static _ => { });
        await UntilAsync(() => tray.IsShown);
        tray.Show(Hidden);

        var seen = await SeenAsync();
        Assert.Equal("StreamShield: HIDDEN", seen.Tip);
        Assert.Equal(["Hide everything *", "Open", "Quit"], seen.Labels);
        Assert.Equal(TrayPicture.Draw(TrayColour.Red, seen.Side), seen.Pixels);
    }

    [Fact]
    public async Task A_chosen_line_and_a_click_arrive()
    {
        Assert.SkipUnless(Missing is null, Missing ?? "");
        var chosen = new ConcurrentQueue<TrayCommand>();
        using var tray = Open(chosen.Enqueue);
        await UntilAsync(() => tray.IsShown);
        tray.Show(Hidden);
        await ChooseAsync(TrayCommand.Panic);
        await ClickAsync();
        await ChooseAsync(TrayCommand.Quit);

        await UntilAsync(() => chosen.Count == 3);
        Assert.Equal([TrayCommand.Panic, TrayCommand.Open, TrayCommand.Quit], chosen);
    }

    [Fact]
    public async Task A_notification_is_shown()
    {
        Assert.SkipUnless(Missing is null, Missing ?? "");
        using var tray = Open(static _ => { });
        await UntilAsync(() => tray.IsShown);
        tray.Notify("Your picture is hidden", "The camera went away: plug it in.");

        Assert.Equal(("Your picture is hidden", "The camera went away: plug it in."), await ToldAsync());
    }

    [Fact]
    public async Task A_panel_that_is_started_anew_gets_the_icon_again()
    {
        Assert.SkipUnless(Missing is null, Missing ?? "");
        using var tray = Open(static _ => { });
        await UntilAsync(() => tray.IsShown);
        await RestartPanelAsync();
        await UntilAsync(() => tray.IsShown);
        tray.Show(Hidden);

        Assert.Equal("StreamShield: HIDDEN", (await SeenAsync()).Tip);
    }

    public abstract ValueTask InitializeAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected abstract ITray Open(Action<TrayCommand> chosen);

    private protected abstract Task<SeenTray> SeenAsync();

    private protected abstract Task ChooseAsync(TrayCommand command);

    private protected abstract Task ClickAsync();

    private protected abstract Task<(string Title, string Text)> ToldAsync();

    private protected abstract Task RestartPanelAsync();

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!holds())
        {
            await Task.Delay(10, limit.Token);
        }
    }
}

/// <summary>StatusNotifierItem, with a panel and a notification service played by this test on a real bus.</summary>
[SupportedOSPlatform("linux")]
public sealed class StatusNotifierTrayContract : TrayContract, IDisposable
{
    private readonly PrivateBus _bus = new();
    private FakePanel? _panel;

    protected override string? Missing => PrivateBus.Missing;

    public override async ValueTask InitializeAsync()
    {
        if (Missing is null)
        {
            await _bus.StartAsync();
            _panel = await FakePanel.StartAsync(_bus.Address);
        }
    }

    public void Dispose()
    {
        _panel?.Dispose();
        _bus.Dispose();
    }

    private protected override ITray Open(Action<TrayCommand> chosen) => new StatusNotifierTray(chosen, _bus.Address);

    private protected override Task<SeenTray> SeenAsync() => _panel!.SeenAsync();

    private protected override Task ChooseAsync(TrayCommand command) => _panel!.ChooseAsync((int)command);

    private protected override Task ClickAsync() => _panel!.ClickAsync();

    private protected override Task<(string Title, string Text)> ToldAsync() => _panel!.Told.WaitAsync(TimeSpan.FromSeconds(60));

    private protected override async Task RestartPanelAsync()
    {
        _panel!.Dispose();
        _panel = await FakePanel.StartAsync(_bus.Address);
        await _panel.Registered.WaitAsync(TimeSpan.FromSeconds(60));
    }
}
