namespace StreamShield.App.Desktop;

/// <summary>Holds a file for as long as the program runs; the system lets go of it however the program ends.</summary>
internal static class SingleInstance
{
    /// <summary>Takes the place of the one instance.</summary>
    /// <param name="folder">The user's data.</param>
    /// <returns>Null when another one runs.</returns>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
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
