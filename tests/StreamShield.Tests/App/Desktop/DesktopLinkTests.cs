using StreamShield.App.Desktop;
using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Tests.App.Page;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.App.Desktop;

public sealed class DesktopLinkTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTray _tray = new();
    private readonly List<FakeKey> _keys = [];
    private PageRig _rig = null!;
    private Action<TrayCommand> _choose = static _ => { };
    private int _quits;
    private string _opened = "";
    private string _takenElsewhere = "";

    public async ValueTask InitializeAsync() => _rig = await PageRig.StartAsync(5);

    public async ValueTask DisposeAsync() => await _rig.DisposeAsync();

    public void Dispose()
    {
        _tray.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_panic_key_hides_and_pressed_again_it_stays_hidden()
    {
        using var link = await LinkAsync();

        _keys.Single().Press();
        Assert.True(_rig.Control.Panic);
        _keys.Single().Press();
        Assert.True(_rig.Control.Panic);

        // While no session runs, it hides the next one.
        _rig.Control.Panic = false;
        _rig.End();
        _keys.Single().Press();
        using var next = new Outlet(StreamShield.Tests.EndToEnd.Room.Size, null, _rig.Live.Session.Outlet.Button);
        Assert.True(next.Panic);
    }

    [Fact]
    public async Task The_menu_hides_shows_opens_and_quits()
    {
        using var link = await LinkAsync();

        _choose(TrayCommand.Panic);
        Assert.True(_rig.Control.Panic);
        _choose(TrayCommand.Panic);
        Assert.False(_rig.Control.Panic);
        _choose(TrayCommand.Quit);
        Assert.Equal(1, _quits);
        _choose(TrayCommand.Settings);
        SpinWait.SpinUntil(() => _opened.Length > 0, TimeSpan.FromSeconds(30));
        Assert.Equal("setup", _opened);
    }

    [Fact]
    public async Task The_icon_follows_the_state()
    {
        using var link = await LinkAsync();

        link.Show(Statuses.Live);
        Assert.Equal((TrayColour.Green, $"StreamShield: {Statuses.Live.Headline}"), (_tray.View!.Colour, _tray.View.Tip));
        link.Show(Statuses.Hidden(SlateReason.SourceLost, ""));
        Assert.Equal(TrayColour.Red, _tray.View.Colour);
        link.Show(Statuses.Hidden(SlateReason.ModelLoading, ""));
        Assert.Equal(TrayColour.Grey, _tray.View.Colour);
        _rig.Control.Panic = true;
        link.Show(Statuses.Hidden(SlateReason.Panic, ""));
        Assert.True(_tray.View.Items.Single(item => item.Command == TrayCommand.Panic).Checked);
    }

    /// <summary>Between two runs, while the size of the pictures changes, nobody shows a state.</summary>
    [Fact]
    public async Task The_tick_follows_the_panic_button_by_itself()
    {
        using var link = await LinkAsync();
        link.Show(Statuses.Hidden(SlateReason.Starting, ""));
        foreach (var on in (bool[])[true, false])
        {
            _keys.Single().Press();
            _rig.Control.Panic = on;
            Assert.True(SpinWait.SpinUntil(() => _tray.View!.Items.Single(item => item.Command == TrayCommand.Panic).Checked == on, TimeSpan.FromSeconds(30)));
        }
    }

    [Fact]
    public async Task Another_key_is_used_at_once_and_in_later_runs_and_one_that_is_taken_changes_nothing()
    {
        using (var link = await LinkAsync())
        {
            _takenElsewhere = "Ctrl+Alt+X";
            Assert.Contains("choose another", Assert.Throws<UserException>(() => link.ChooseKey(KeyChord.Parse("Ctrl+Alt+X"))).Message, StringComparison.Ordinal);
            Assert.Equal(("Ctrl+Alt+P", true), (link.Key.PanicKey, link.Key.Works));

            link.ChooseKey(KeyChord.Parse("Pause"));
            Assert.Equal(("Pause", true, ""), (link.Key.PanicKey, link.Key.Works, link.Key.Trouble));
            Assert.Single(_keys, key => !key.IsDisposed);
            _keys.Single(key => !key.IsDisposed).Press();
            Assert.True(_rig.Control.Panic);
        }

        Assert.All(_keys, key => Assert.True(key.IsDisposed));
        using var later = await LinkAsync();
        Assert.Equal("Pause", later.Key.PanicKey);
        later.ChooseKey(null);
        Assert.Equal(("none", false), (later.Key.PanicKey, later.Key.Works));
        using var last = await LinkAsync();
        Assert.Equal("none", last.Key.PanicKey);
    }

    [Fact]
    public async Task A_broken_file_is_said_and_hinders_nothing()
    {
        await File.WriteAllTextAsync(_folder.File("desktop.json"), "{ \"panicKey\": 5 }");
        using var link = await LinkAsync();

        Assert.Contains("desktop.json", link.Key.Trouble, StringComparison.Ordinal);
        Assert.Equal(("Ctrl+Alt+P", true), (link.Key.PanicKey, link.Key.Works));
        link.ChooseKey(KeyChord.Parse("Ctrl+Alt+O"));
        link.ChooseKey(KeyChord.Default);
        Assert.Equal(("Ctrl+Alt+P", true, ""), (link.Key.PanicKey, link.Key.Works, link.Key.Trouble));
    }

    private async Task<DesktopLink> LinkAsync()
    {
        var link = new DesktopLink(
            _rig.Live.Session.Outlet.Button, new DesktopActions(part => _opened = part, () => _quits++, static _ => { }), new DesktopSettings(_folder.Path), null, TimeProvider.System,
            chosen =>
            {
                _choose = chosen;
                return _tray;
            },
            (chord, pressed) =>
            {
                var key = new FakeKey(pressed, chord.ToString() == _takenElsewhere ? "Another program has taken it: choose another panic key." : "");
                _keys.Add(key);
                return key;
            });
        await link.Ready;
        return link;
    }

    private sealed class FakeKey(Action pressed, string trouble) : IPanicKey
    {
        public bool IsDisposed { get; private set; }

        public string Trouble => trouble;

        public bool Works => trouble.Length == 0 && !IsDisposed;

        public void Press() => pressed();

        public void Dispose() => IsDisposed = true;
    }

    private sealed class FakeTray : ITray
    {
        public TrayView? View { get; private set; }

        public bool IsShown => true;

        public void Show(TrayView view) => View = view;

        public void Notify(string title, string text)
        {
        }

        public void Dispose()
        {
        }
    }
}
