using System.Runtime.Versioning;
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
        var stored = OperatingSystem.IsWindows() ? Lock(key) : key.ToArray();
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
                return TryUnlock(stored, key);
            }

            return stored.AsSpan().TryCopyTo(key) && stored.Length == key.Length;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(stored);
        }
    }

    [SupportedOSPlatform("windows")]
    private static byte[] Lock(ReadOnlySpan<byte> key)
    {
        try
        {
            return ProtectedData.Protect(key, DataProtectionScope.CurrentUser);
        }
        catch (CryptographicException e)
        {
            throw new ShieldException(SlateReason.StageFailed,
                $"Windows could not lock the key of the plate to your account ({e.Message.TrimEnd('.')}): sign in with a profile of your own; no plate was stored.", e);
        }
    }

    /// <summary>False when it was locked by another account, or is damaged.</summary>
    [SupportedOSPlatform("windows")]
    private static bool TryUnlock(ReadOnlySpan<byte> locked, Span<byte> key)
    {
        try
        {
            return ProtectedData.TryUnprotect(locked, DataProtectionScope.CurrentUser, key, out var length) && length == key.Length;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
