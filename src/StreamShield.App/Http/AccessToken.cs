using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace StreamShield.App.Http;

/// <summary>The secret in the address: 256 random bits, new for every run, never stored.</summary>
internal sealed class AccessToken
{
    private const int Bytes = 32;

    private readonly byte[] _expected;

    private AccessToken(string text)
    {
        Text = text;
        _expected = Encoding.UTF8.GetBytes(text);
    }

    /// <summary>The token as it stands in the address.</summary>
    public string Text { get; }

    /// <summary>Makes a new one.</summary>
    public static AccessToken New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>Compares in a time that says nothing about where the texts differ.</summary>
    public bool Matches(string? text) => text is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), _expected);
}
