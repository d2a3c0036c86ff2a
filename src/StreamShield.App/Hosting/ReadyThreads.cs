namespace StreamShield.App.Hosting;

/// <summary>
/// Requests are answered by the runtime's pool, which begins with a thread for each processor and adds others by two a second when these are held up. The panic button's request is not to wait for that.
/// </summary>
internal static class ReadyThreads
{
    private const int More = 32;

    /// <summary>Lets the pool have so many more at once; they exist only once they are needed.</summary>
    public static void Keep()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(workers + More, completions);
    }
}
