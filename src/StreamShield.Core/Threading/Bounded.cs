namespace StreamShield.Core.Threading;

/// <summary>Runs something that may hang, such as closing a device, on its own thread and waits a limited time for it.</summary>
internal static class Bounded
{
    /// <summary>Runs <paramref name="act"/>. Exceptions are ignored: what is being closed is no longer needed.</summary>
    public static void Do(Action act, TimeSpan patience)
    {
        var thread = new Thread(() =>
        {
            try
            {
                act();
            }
            catch (Exception)
            {
                // Nothing can be done about it, and nobody waits for the result.
            }
        })
        { IsBackground = true, Name = "closing" };
        thread.Start();
        thread.Join(patience);
    }
}
