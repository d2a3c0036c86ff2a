using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Storage;

/// <summary>Encrypts small secrets for the user's Windows account (CryptProtectData, CryptUnprotectData).</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class Dpapi
{
    private const uint NeverAsk = 1;

    /// <summary>Encrypts a secret.</summary>
    /// <exception cref="ShieldException">Windows refused.</exception>
    public static byte[] Lock(ReadOnlySpan<byte> secret)
    {
        fixed (byte* bytes = secret)
        {
            var input = new Blob { Length = secret.Length, Bytes = bytes };
            if (!CryptProtectData(in input, 0, 0, 0, 0, NeverAsk, out var output))
            {
                throw new ShieldException(SlateReason.StageFailed,
                    $"Windows could not lock the key of the plate to your account (error {Marshal.GetLastPInvokeError()}): sign in with a profile of your own; no plate was stored.");
            }

            return Take(output);
        }
    }

    /// <summary>Decrypts a secret.</summary>
    /// <param name="locked">What <see cref="Lock"/> returned.</param>
    /// <param name="secret">Receives the secret, of exactly its length.</param>
    /// <returns>False when it was encrypted by another account, or damaged.</returns>
    public static bool TryUnlock(ReadOnlySpan<byte> locked, Span<byte> secret)
    {
        fixed (byte* bytes = locked)
        {
            var input = new Blob { Length = locked.Length, Bytes = bytes };
            if (!CryptUnprotectData(in input, 0, 0, 0, 0, NeverAsk, out var output))
            {
                return false;
            }

            var unlocked = Take(output);
            var isGood = unlocked.Length == secret.Length && unlocked.AsSpan().TryCopyTo(secret);
            CryptographicOperations.ZeroMemory(unlocked);
            return isGood;
        }
    }

    /// <summary>Copies memory allocated by Windows, then wipes and frees it.</summary>
    private static byte[] Take(Blob output)
    {
        var bytes = new Span<byte>(output.Bytes, output.Length);
        var copy = bytes.ToArray();
        CryptographicOperations.ZeroMemory(bytes);
        LocalFree((nint)output.Bytes);
        return copy;
    }

    [LibraryImport("crypt32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CryptProtectData(in Blob input, nint description, nint entropy, nint reserved, nint prompt, uint flags, out Blob output);

    [LibraryImport("crypt32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CryptUnprotectData(in Blob input, nint description, nint entropy, nint reserved, nint prompt, uint flags, out Blob output);

    [LibraryImport("kernel32.dll")]
    private static partial nint LocalFree(nint memory);

    /// <summary>The Windows type DATA_BLOB.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Blob
    {
        public int Length;
        public byte* Bytes;
    }
}
