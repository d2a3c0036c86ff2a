namespace StreamShield.App.Obs;

/// <summary>Keeps a session with OBS: connects again whenever it ends, with growing pauses, and says each trouble once.</summary>
/// <param name="address">Where OBS listens.</param>
/// <param name="password">Gives the password; asked before every try, because the user may change it.</param>
/// <param name="say">Takes a sentence.</param>
/// <param name="time">The clock.</param>
/// <param name="pause">Waits; null waits by the clock.</param>
internal sealed class ObsLink(ObsAddress address, Func<string?> password, Action<string> say, TimeProvider time, Func<TimeSpan, CancellationToken, Task>? pause = null)
{
    private static readonly TimeSpan MinPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(8);

    /// <summary>Works with OBS until the work or <paramref name="stop"/> ends it.</summary>
    /// <param name="work">Called with every new session.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ObsException">Trying again cannot help, and it never worked so far: the command is mistaken.</exception>
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

            // A session that lasted was a good one; one that ends at once is not to be asked for twice a second.
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
