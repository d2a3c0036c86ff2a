using System.Security.Cryptography;
using StreamShield.Core.Storage;

namespace StreamShield.CameraProbe;

/// <summary>The key of a plate on Windows: stored locked to the account, read back, and refused when the file is damaged.</summary>
internal static class KeyProbe
{
    /// <summary>Runs the checks.</summary>
    /// <param name="folder">An existing folder for the key file.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string folder)
    {
        var path = Path.Combine(folder, "plate.key");
        var (made, read) = (new byte[KeyFile.KeyBytes], new byte[KeyFile.KeyBytes]);
        KeyFile.Create(path, made);
        Say("a plate's key is not stored as it is", File.ReadAllBytes(path).AsSpan().IndexOf(made) < 0, "the file holds the key");
        Say("a plate's key is read back", KeyFile.TryRead(path, read) && CryptographicOperations.FixedTimeEquals(made, read), "another key, or none");
        File.WriteAllBytes(path, [.. File.ReadAllBytes(path)[..^9], 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        Say("a damaged key is refused", !KeyFile.TryRead(path, read), "it was read");
        return 0;
    }

    private static void Say(string what, bool holds, string otherwise) => Console.WriteLine(holds ? $"passed {what}" : $"FAILED {what}: {otherwise}");
}
