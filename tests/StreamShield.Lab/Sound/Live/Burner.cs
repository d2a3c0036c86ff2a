namespace StreamShield.Lab.Sound.Live;

/// <summary>Keeps processor cores busy until it is disposed.</summary>
internal sealed class Burner : IDisposable
{
    private readonly Thread[] _threads;
    private volatile bool _stopping;

    public Burner(int cores)
    {
        _threads = [.. Enumerable.Range(0, cores).Select(_ => new Thread(Burn) { IsBackground = true })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    public void Dispose()
    {
        _stopping = true;
        foreach (var thread in _threads)
        {
            thread.Join(TimeSpan.FromSeconds(3));
        }
    }

    private void Burn()
    {
        while (!_stopping)
        {
            Thread.SpinWait(1000);
        }
    }
}
