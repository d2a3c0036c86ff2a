using System.Collections.Concurrent;

namespace StreamShield.App.Live;

/// <summary>Reads keys on a thread of its own, because reading one cannot be cancelled.</summary>
internal sealed class Keys
{
    private readonly ConcurrentQueue<char> _pressed = new();

    private Keys()
    {
    }

    /// <summary>Begins to read; the thread ends with the process.</summary>
    public static Keys Listen()
    {
        var keys = new Keys();
        new Thread(keys.Loop) { IsBackground = true, Name = "keys" }.Start();
        return keys;
    }

    /// <summary>The next key, if one was pressed.</summary>
    public bool TryTake(out char key) => _pressed.TryDequeue(out key);

    private void Loop()
    {
        try
        {
            while (true)
            {
                _pressed.Enqueue(char.ToLowerInvariant(Console.ReadKey(intercept: true).KeyChar));
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // The keyboard was taken away (the terminal closed): the run goes on without keys, and Ctrl-C still works.
        }
    }
}
