namespace StreamShield.Audit.Attacks;

/// <summary>Reports finished steps for a progress bar and checks for cancellation between steps.</summary>
internal sealed class Steps(int all, Action<int, int>? progress, CancellationToken stop)
{
    private int _done;

    /// <summary>Reports one finished step.</summary>
    public void Done()
    {
        stop.ThrowIfCancellationRequested();
        progress?.Invoke(++_done, all);
    }
}
