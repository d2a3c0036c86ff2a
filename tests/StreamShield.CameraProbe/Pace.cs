namespace StreamShield.CameraProbe;

/// <summary>Waits without sleeping past the end.</summary>
internal static class Pace
{
    private static readonly ManualResetEvent Never = new(false);

    /// <summary>Waits a while.</summary>
    public static void Wait(double milliseconds) => Never.WaitOne(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>Asks again and again.</summary>
    /// <returns>What was found, or null when the patience is over.</returns>
    public static T? Until<T>(Func<T?> find, double seconds)
        where T : class
    {
        for (var tries = seconds * 100; tries > 0; tries--)
        {
            if (find() is { } found)
            {
                return found;
            }

            Wait(10);
        }

        return null;
    }
}
