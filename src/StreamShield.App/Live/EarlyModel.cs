using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.App.Live;

/// <summary>A model that is loaded beside whatever else a start needs, until the shield thread wants it.</summary>
internal sealed class EarlyModel : IAsyncDisposable
{
    private readonly Func<ISegmenter> _open;
    private Task<ISegmenter>? _first;

    /// <summary>Begins to load.</summary>
    /// <param name="open">Opens the model.</param>
    public EarlyModel(Func<ISegmenter> open)
    {
        _open = open;
        _first = Task.Factory.StartNew(open, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The one that was begun, the first time; then another one. The caller's. Throws what opening throws.</summary>
    public ISegmenter Open() => Interlocked.Exchange(ref _first, null) is { } first ? first.GetAwaiter().GetResult() : _open();

    /// <summary>Waits for one that nobody took, and frees it: a process that ends in the middle of loading crashes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _first, null) is { } first)
        {
            try
            {
                (await first).Dispose();
            }
            catch (ShieldException)
            {
                // Nobody asked for it any more.
            }
        }
    }
}
