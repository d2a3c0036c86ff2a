using System.Threading.Channels;

namespace StreamShield.App.Obs;

/// <summary>Whether the shielded picture is live, told by one side and waited for by the other. Any thread; telling allocates nothing while nothing changes.</summary>
internal sealed class ShieldSignal
{
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private volatile int _state = -1;

    /// <summary>True while the picture is live, false while it is hidden, null before anybody knew.</summary>
    public bool? Live => _state < 0 ? null : _state == 1;

    /// <summary>Says how it is now.</summary>
    public void Tell(bool live)
    {
        var state = live ? 1 : 0;
        if (_state != state)
        {
            _state = state;
            _changes.Writer.TryWrite(live);
        }
    }

    /// <summary>Waits for a change that <see cref="ChangeSeen"/> has not taken yet.</summary>
    public Task ChangedAsync(CancellationToken stop) => _changes.Reader.WaitToReadAsync(stop).AsTask();

    /// <summary>Takes the change, before looking at <see cref="Live"/>.</summary>
    public void ChangeSeen() => _changes.Reader.TryRead(out _);
}
