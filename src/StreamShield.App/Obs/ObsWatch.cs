namespace StreamShield.App.Obs;

/// <summary>The guard and its link to OBS, running in the background.</summary>
internal sealed class ObsWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task _running;

    private ObsWatch(ObsWatchOptions options, ShieldSignal? shield, string? picture, Action<string> say, TimeProvider time, CancellationToken stop)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var access = options.Access;
        var cameras = new RawCameras(options.Guard.Allowed, access.Address.IsThisComputer ? DeviceLabel.Of : static _ => "");
        var guard = new ObsGuard(new GuardContext(options.Guard, cameras, shield, access.Address.IsThisComputer ? picture : null, say, time));
        _running = new ObsLink(access.Address, access.Password, say, time).KeepAsync(guard.WatchAsync, _stop.Token);
    }

    /// <summary>Fails with an <see cref="ObsException"/> when the command is wrong; cancelled when the watch ends.</summary>
    public Task Running => _running;

    /// <summary>Starts the guard.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="shield">Tells whether the picture is live; null guards the scenes alone.</param>
    /// <param name="picture">Address of the shielded picture; null leaves OBS's sources alone.</param>
    /// <param name="say">Receives messages for the streamer, on any thread.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends the guard.</param>
    public static ObsWatch Start(ObsWatchOptions options, ShieldSignal? shield, string? picture, Action<string> say, TimeProvider time, CancellationToken stop) =>
        new(options, shield, picture, say, time, stop);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
