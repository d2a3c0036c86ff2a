using StreamShield.Core.Threading;

namespace StreamShield.App.Live;

/// <summary>
/// Reads keys on its own thread, because reading a key cannot be cancelled, and handles them there, so that a key never waits for anything that hangs
/// elsewhere.
/// </summary>
internal static class Keys
{
    /// <summary>Starts reading; the thread ends with the process.</summary>
    /// <param name="handle">Called with each key in lower case; must return at once.</param>
    public static void Listen(Action<char> handle) => new Thread(() => Loop(handle)) { IsBackground = true, Name = "keys" }.Start();

    private static void Loop(Action<char> handle)
    {
        Urgency.Raise();
        try
        {
            while (true)
            {
                handle(char.ToLowerInvariant(Console.ReadKey(intercept: true).KeyChar));
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // The terminal was closed: the run continues without keys, and Ctrl-C still works.
        }
    }
}
