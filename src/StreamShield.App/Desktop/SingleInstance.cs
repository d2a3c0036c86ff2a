namespace StreamShield.App.Desktop;

/// <summary>Ensures a single instance with a locked file, which the system unlocks however the program ends.</summary>
internal static class SingleInstance
{
    /// <summary>Takes the lock.</summary>
    /// <param name="folder">The user's data folder.</param>
    /// <returns>The lock, owned by the caller; null if another instance holds it.</returns>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public static IDisposable? TryTake(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, "desktop.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
