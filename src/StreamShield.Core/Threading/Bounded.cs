namespace StreamShield.Core.Threading;

/// <summary>Does what may hang, such as closing a device, on a thread of its own, and waits for it only so long.</summary>
internal static class Bounded
{
    /// <summary>Does it. A failure is nobody's business: what is closed is not wanted any more.</summary>
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
                // Nobody is left to tell.
            }
        })
        { IsBackground = true, Name = "closing" };
        thread.Start();
        thread.Join(patience);
    }
}
