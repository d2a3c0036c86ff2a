using System.Net.WebSockets;
using StreamShield.App.Obs;

namespace StreamShield.Tests.App.Obs;

/// <summary>The link to OBS comes back by itself.</summary>
public class ObsLinkTests
{
    [Fact]
    public async Task A_session_that_breaks_off_is_made_anew_with_growing_pauses_and_said_once()
    {
        var sessions = 0;
        await using var server = await ScriptedServer.StartAsync(async (server, socket) =>
        {
            await server.LetInAsync(socket);
            if (Interlocked.Increment(ref sessions) <= 6)
            {
                await socket.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "bye", CancellationToken.None);
                return;
            }

            await server.HearAsync(socket);
        });
        var pauses = new List<double>();
        var said = new List<string>();
        var link = new ObsLink(server.Address, () => null, said.Add, TimeProvider.System, (pause, _) =>
        {
            pauses.Add(pause.TotalSeconds);
            return Task.CompletedTask;
        });
        await link.KeepAsync(
            async (connection, stop) =>
            {
                if (Volatile.Read(ref sessions) <= 6)
                {
                    await connection.Events.WaitToReadAsync(stop);
                }
            },
            CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal([0.5, 1, 2, 4, 8, 8], pauses);
        Assert.Equal(7, sessions);
        Assert.All(said, sentence => Assert.EndsWith("Trying again by itself.", sentence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OBS_that_starts_later_is_found_and_its_absence_said_once()
    {
        var free = await FakeObs.StartAsync();
        var port = free.Address.Uri.Port;
        await free.DisposeAsync();
        FakeObs? obs = null;
        var tries = 0;
        var said = new List<string>();
        var link = new ObsLink(ObsAddress.Here(port), () => FakeObs.Password, said.Add, TimeProvider.System, async (_, _) =>
        {
            if (++tries == 3)
            {
                obs = await FakeObs.StartAsync(port);
            }
        });
        var worked = false;
        await link.KeepAsync(
            (_, _) =>
            {
                worked = true;
                return Task.CompletedTask;
            },
            CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(worked);
        Assert.Equal(3, tries);
        Assert.Contains("OBS is not running", Assert.Single(said), StringComparison.Ordinal);
        await obs!.DisposeAsync();
    }

    [Fact]
    public async Task A_wrong_password_ends_it_at_once()
    {
        await using var obs = await FakeObs.StartAsync();
        var link = new ObsLink(obs.Address, () => "wrong", _ => { }, TimeProvider.System);
        var refusal = await Assert.ThrowsAsync<ObsException>(() => link.KeepAsync((_, _) => Task.CompletedTask, CancellationToken.None));
        Assert.Contains("password", refusal.Message, StringComparison.Ordinal);
    }
}
