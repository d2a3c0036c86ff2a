using System.Threading.Channels;

namespace StreamShield.App.Obs;

/// <summary>Tells whether the shielded picture is live: one side sets it, the other waits for changes. Thread-safe; setting an unchanged value allocates nothing.</summary>
internal sealed class ShieldSignal
{
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private volatile int _state = -1;

    /// <summary>True while the picture is live, false while it is hidden, null before the first report.</summary>
    public bool? Live => _state < 0 ? null : _state == 1;

    /// <summary>Sets the current value.</summary>
    public void Tell(bool live)
    {
        var state = live ? 1 : 0;
        if (_state != state)
        {
            _state = state;
            _changes.Writer.TryWrite(live);
        }
    }

    /// <summary>Waits for a change that <see cref="ChangeSeen"/> has not confirmed yet.</summary>
    public Task ChangedAsync(CancellationToken stop) => _changes.Reader.WaitToReadAsync(stop).AsTask();

    /// <summary>Confirms the change; call it before reading <see cref="Live"/>.</summary>
    public void ChangeSeen() => _changes.Reader.TryRead(out _);
}
