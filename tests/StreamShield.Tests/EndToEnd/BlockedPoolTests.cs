using System.Net;
using System.Runtime.Versioning;
using StreamShield.App.Desktop;
using StreamShield.App.Desktop.Linux;
using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Tests.App;
using StreamShield.Tests.App.Desktop;
using StreamShield.Tests.App.Page;

namespace StreamShield.Tests.EndToEnd;

/// <summary>Hundreds of pieces of work hold up every thread of the runtime's pool, and as many as it would add in minutes: whoever presses the panic button waits for none of them.</summary>
[Collection(EndToEndTests.Name)]
public sealed class BlockedPoolTests
{
    private const int Work = 250;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>A pedal's script on a connection of its own needs no thread of the pool; it gets its answer later.</summary>
    [Fact]
    public async Task The_panic_by_the_buttons_address_needs_none_of_them()
    {
        await using var rig = await PageRig.StartAsync(7940);
        using var connection = PlainHttp.Connect(rig.Server.Port);
        using (Block())
        {
            PlainHttp.Send(connection, rig.Server.Port, $"/panic?token={rig.Secrets.Control.Text}&on=1", "");
            rig.Live.UntilSlate(SlateReason.Panic);
        }

        Assert.Equal((int)HttpStatusCode.OK, PlainHttp.Status(connection));
    }

    /// <summary>On a connection of its own, and on the one that the page keeps open.</summary>
    [Theory]
    [InlineData(7941, false)]
    [InlineData(7942, true)]
    public async Task The_panic_over_HTTP_is_answered_and_seen(int seed, bool fromPage)
    {
        await using var rig = await PageRig.StartAsync(seed);
        using var guard = new PoolGuard();
        using var viewer = new Faults.Viewer(new Uri(rig.Server.AddressOf("/out.mjpg")), rig.Live.Room, () => rig.Control.Panic);
        rig.Live.Until("the viewer sees something", () => viewer.Witness.Shown > 0);
        using var connection = PlainHttp.Connect(rig.Server.Port);
        var path = fromPage ? $"/{rig.Token.Text}/panic" : $"/panic?token={rig.Secrets.Control.Text}&on=1";
        if (fromPage)
        {
            PlainHttp.Send(connection, rig.Server.Port, $"/{rig.Token.Text}/confirm-camera", "{}");
            Assert.Equal((int)HttpStatusCode.OK, PlainHttp.Status(connection));
            connection.Receive(new byte[64 << 10]);
        }

        using (Block())
        {
            PlainHttp.Send(connection, rig.Server.Port, path, fromPage ? """{"on":true}""" : "");
            rig.Live.UntilSlate(SlateReason.Panic);
            rig.Live.Until("the viewer sees the slate", () => viewer.Witness.Last.Slate == SlateReason.Panic);
            Assert.Equal((int)HttpStatusCode.OK, PlainHttp.Status(connection));
        }

        viewer.Witness.AssertClean();
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Waylands_key_is_heard()
    {
        Assert.SkipUnless(PrivateBus.Missing is null, PrivateBus.Missing ?? "");
        using var bus = new PrivateBus();
        await bus.StartAsync();
        using var portal = await FakeShortcutsPortal.StartAsync(bus.Address);
        using var pressed = new ManualResetEvent(false);
        using var key = new PortalPanicKey(KeyChord.Default, () => pressed.Set(), bus.Address);
        await key.Asked;
        using var guard = new PoolGuard();
        using (Block())
        {
            portal.Activate();
            Assert.True(pressed.WaitOne(TimeSpan.FromSeconds(20)));
        }
    }

    /// <summary>Holds every thread of the pool up until it is disposed.</summary>
    private static Blockade Block() => new();

    private sealed class Blockade : IDisposable
    {
        private readonly ManualResetEvent _go = new(false);
        private readonly CountdownEvent _gone = new(Work);

        public Blockade()
        {
            for (var i = 0; i < Work; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(_ =>
                {
                    _go.WaitOne(Patience);
                    _gone.Signal();
                }, null);
            }
        }

        public void Dispose()
        {
            _go.Set();
            _gone.Wait(Patience);
            _go.Dispose();
            _gone.Dispose();
        }
    }
}
