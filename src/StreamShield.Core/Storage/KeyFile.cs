using System.Security.Cryptography;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Storage;

/// <summary>A secret key in a file that only the user can read; on Windows it is also encrypted for the user's account (DPAPI).</summary>
internal static class KeyFile
{
    /// <summary>Length of a key in bytes: AES-256.</summary>
    public const int KeyBytes = 32;

    private const int MaxFileBytes = 4096;

    /// <summary>Makes a new key and stores it.</summary>
    /// <param name="path">The file. An existing key is replaced.</param>
    /// <param name="key">Receives the key. The caller wipes it.</param>
    /// <exception cref="ShieldException">The file cannot be written.</exception>
    public static void Create(string path, Span<byte> key)
    {
        RandomNumberGenerator.Fill(key);
        Store(path, key);
    }

    /// <summary>Stores a key.</summary>
    /// <param name="path">The file. An existing key is replaced.</param>
    /// <param name="key">Owned by the caller.</param>
    /// <exception cref="ShieldException">The file cannot be written.</exception>
    public static void Store(string path, ReadOnlySpan<byte> key)
    {
        var stored = OperatingSystem.IsWindows() ? Dpapi.Lock(key) : key.ToArray();
        try
        {
            AtomicFile.Write(path, stored, "key of the plate");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(stored);
        }
    }

    /// <summary>Reads a key.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">Receives the key. The caller wipes it.</param>
    /// <returns>False when there is no key, or not this user's.</returns>
    public static bool TryRead(string path, Span<byte> key)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        var stored = PlainFile.Read(path, MaxFileBytes);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                return Dpapi.TryUnlock(stored, key);
            }

            return stored.AsSpan().TryCopyTo(key) && stored.Length == key.Length;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(stored);
        }
    }
}
