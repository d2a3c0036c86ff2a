namespace StreamShield.App.Obs;

/// <summary>Keeps a session with OBS: reconnects whenever it ends, with growing pauses, and reports each problem once.</summary>
/// <param name="address">Where OBS listens.</param>
/// <param name="password">Returns the password; called before every attempt, because the user may change it.</param>
/// <param name="say">Receives messages for the streamer.</param>
/// <param name="time">The clock.</param>
/// <param name="pause">Waits for a time; null waits by the clock.</param>
internal sealed class ObsLink(ObsAddress address, Func<string?> password, Action<string> say, TimeProvider time, Func<TimeSpan, CancellationToken, Task>? pause = null)
{
    private static readonly TimeSpan MinPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(8);

    /// <summary>Runs <paramref name="work"/> in one session after another until it returns or <paramref name="stop"/> is set.</summary>
    /// <param name="work">Called with every new session.</param>
    /// <param name="stop">Ends the link.</param>
    /// <exception cref="ObsException">Trying again cannot help and no session has worked so far, so the command is wrong.</exception>
    public async Task KeepAsync(Func<ObsConnection, CancellationToken, Task> work, CancellationToken stop)
    {
        var wait = MinPause;
        var worked = false;
        var said = "";
        while (true)
        {
            var began = time.GetTimestamp();
            try
            {
                await using var connection = await ObsConnection.ConnectAsync(address, password(), time, stop);
                said = "";
                await work(connection, stop);
                return;
            }
            catch (ObsException e) when (worked || !e.IsFinal)
            {
                if (e.Message != said)
                {
                    said = e.Message;
                    say($"{e.Message} Trying again by itself.");
                }
            }

            // Only a session that lasted resets the pause, so that one that ends at once is not retried twice a second.
            if (time.GetElapsedTime(began) > MaxPause)
            {
                worked = true;
                wait = MinPause;
            }

            await (pause?.Invoke(wait, stop) ?? Task.Delay(wait, time, stop));
            wait = wait * 2 < MaxPause ? wait * 2 : MaxPause;
        }
    }
}
