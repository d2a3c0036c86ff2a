using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using StreamShield.App.Http;

namespace StreamShield.Tests.App.Http;

/// <summary>Whoever is silent is dropped; whoever only had to wait for a starved computer is not.</summary>
public sealed class LocalListenerTests : IAsyncLifetime
{
    private const string Line = "GET /known HTTP/1.1\r\n\r\n";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new();
    private readonly LocalListener _listener;
    private Action _looking = static () => { };

    public LocalListenerTests() => _listener = new LocalListener((_, target, _) => Knows(target), _time);

    public async ValueTask InitializeAsync() => await _listener.BindAsync(new IPEndPoint(IPAddress.Loopback, 0));

    public async ValueTask DisposeAsync() => await _listener.DisposeAsync();

    [Fact]
    public async Task Silence_is_dropped_after_two_seconds()
    {
        using var silent = Connect();
        await LookAsync();
        var rounds = 0;
        while (!silent.Poll(0, SelectMode.SelectRead))
        {
            Assert.True(++rounds < 100, "It was kept for ten seconds.");
            _time.Advance(Round);
            await LookAsync();
        }

        Assert.InRange(rounds, 19, 99);
        Assert.Equal(0, silent.Receive(new byte[1]));
    }

    [Fact]
    public async Task Time_that_the_computer_did_not_give_is_nobodys_silence()
    {
        using var late = Connect();
        await LookAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        await LookAsync();
        await LookAsync();
        await SayAsync(late);
    }

    /// <summary>The words came while the listener had to wait, and its next look is the one at which they are due.</summary>
    [Fact]
    public async Task Whoever_has_spoken_in_time_is_not_dropped_unheard()
    {
        using var held = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        using var late = Connect();
        await LookAsync();
        for (var i = 0; i < 19; i++)
        {
            _time.Advance(Round);
            await LookAsync();
        }

        _looking = () =>
        {
            held.Set();
            go.Wait(Patience);
        };
        var look = LookAsync();
        Assert.True(held.Wait(Patience));
        _time.Advance(Round);
        _time.Advance(Round);
        late.Send(Encoding.ASCII.GetBytes(Line));
        go.Set();
        await look;
        await AcceptAsync();
    }

    private bool Knows(string target)
    {
        Interlocked.Exchange(ref _looking, static () => { })();
        return target == "/known";
    }

    private Socket Connect() => PlainHttp.Connect(((IPEndPoint)_listener.EndPoint).Port);

    /// <summary>Makes the listener look at everybody.</summary>
    private async Task LookAsync()
    {
        using var other = Connect();
        await SayAsync(other);
    }

    private async Task SayAsync(Socket socket)
    {
        socket.Send(Encoding.ASCII.GetBytes(Line));
        await AcceptAsync();
    }

    private async Task AcceptAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var connection = await _listener.AcceptAsync(patience.Token);
        Assert.NotNull(connection);
    }
}
