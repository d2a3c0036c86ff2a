using StreamShield.Core.Threading;

namespace StreamShield.App.Live;

/// <summary>Reads keys on a thread of its own, because reading one cannot be cancelled, and obeys them there: a key waits for nothing that hangs elsewhere.</summary>
internal static class Keys
{
    /// <summary>Begins to read; the thread ends with the process.</summary>
    /// <param name="obey">Called with each key, in small letters; returns at once.</param>
    public static void Listen(Action<char> obey) => new Thread(() => Loop(obey)) { IsBackground = true, Name = "keys" }.Start();

    private static void Loop(Action<char> obey)
    {
        Urgency.Raise();
        try
        {
            while (true)
            {
                obey(char.ToLowerInvariant(Console.ReadKey(intercept: true).KeyChar));
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // The keyboard was taken away (the terminal closed): the run goes on without keys, and Ctrl-C still works.
        }
    }
}
