using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using StreamShield.App.Hosting;
using StreamShield.Core.Storage;

namespace StreamShield.App.Http;

/// <summary>The secret in the address: 256 random bits, new for every run and never stored, unless the user wants a permanent address.</summary>
internal sealed class AccessToken
{
    private const int Bytes = 32;
    private const int MaxFileBytes = 4096;

    private readonly byte[] _expected;

    private AccessToken(string text, bool isKept)
    {
        Text = text;
        IsKept = isKept;
        _expected = Encoding.UTF8.GetBytes(text);
    }

    /// <summary>The token as it appears in the address.</summary>
    public string Text { get; }

    /// <summary>True if later runs use it as well.</summary>
    public bool IsKept { get; }

    /// <summary>Creates a random token.</summary>
    public static AccessToken New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)), isKept: false);

    /// <summary>The permanent token of this installation; created if there is none yet, or if others may have read it.</summary>
    /// <param name="file">The file that stores it, readable by the user only.</param>
    /// <exception cref="UserException">The file cannot be read or written.</exception>
    public static AccessToken Kept(string file)
    {
        try
        {
            if (File.Exists(file) && IsPrivate(file) && Encoding.UTF8.GetString(PlainFile.Read(file, MaxFileBytes)).Trim() is var text && IsToken(text))
            {
                return new AccessToken(text, isKept: true);
            }

            var token = New();
            PrivateFile.Write(file, Encoding.ASCII.GetBytes(token.Text));
            return new AccessToken(token.Text, isKept: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The address cannot be kept in {file} ({e.Message.TrimEnd('.')}): allow your user to write there, or leave --keep-token out.", e);
        }
    }

    /// <summary>Compares in constant time.</summary>
    public bool Matches(string? text) => text is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), _expected);

    private static bool IsToken(string text) => text.Length == Base64Url.GetEncodedLength(Bytes) && Base64Url.IsValid(text);

    private static bool IsPrivate(string file) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) == 0;
}
