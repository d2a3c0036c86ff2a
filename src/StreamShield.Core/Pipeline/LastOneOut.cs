namespace StreamShield.Core;

/// <summary>
/// Frees what a thread and its owner share. Both leave once: the owner after waiting a while for the thread, the thread at its end; whoever leaves last frees.
/// So a thread that hangs longer than its owner waits finds nothing freed under it, and what it used is freed all the same when it comes back.
/// </summary>
internal sealed class LastOneOut(Action free)
{
    private const int Owner = 1;
    private int _here = Owner;

    /// <summary>Counts the thread in, before it starts.</summary>
    public void ThreadEnters() => Interlocked.Increment(ref _here);

    /// <summary>Called once by the owner, and once by the thread as its last act.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _here) > 0)
        {
            return;
        }

        try
        {
            free();
        }
        catch (Exception)
        {
            // At the end nobody is left to tell, and a device that cannot be closed must not keep the others from ending.
        }
    }
}
