using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.App.Live;

/// <summary>A model that is loaded in parallel with the rest of the start, until the shield thread needs it.</summary>
internal sealed class EarlyModel : IAsyncDisposable
{
    private readonly Func<ISegmenter> _open;
    private Task<ISegmenter>? _first;

    /// <summary>Starts loading.</summary>
    /// <param name="open">Opens the model.</param>
    public EarlyModel(Func<ISegmenter> open)
    {
        _open = open;
        _first = Task.Factory.StartNew(open, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>
    /// Returns the model being loaded on the first call, and opens another one on later calls. The caller owns it. Throws what opening throws.
    /// </summary>
    public ISegmenter Open() => Take() ?? _open();

    /// <summary>Returns the model being loaded, unless it was taken before: then null. The caller owns it. Throws what opening throws.</summary>
    public ISegmenter? Take() => Interlocked.Exchange(ref _first, null)?.GetAwaiter().GetResult();

    /// <summary>Waits for a model that was never taken and disposes it: a process that exits while loading one crashes.</summary>
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
                // Nobody needs it any more.
            }
        }
    }
}
