namespace StreamShield.Audit.Attacks;

/// <summary>Counts finished steps for a progress bar and stops between two of them.</summary>
internal sealed class Steps(int all, Action<int, int>? progress, CancellationToken stop)
{
    private int _done;

    /// <summary>One more is done.</summary>
    public void Done()
    {
        stop.ThrowIfCancellationRequested();
        progress?.Invoke(++_done, all);
    }
}
