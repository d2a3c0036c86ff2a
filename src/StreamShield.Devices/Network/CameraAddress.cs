namespace StreamShield.Devices.Network;

/// <summary>
/// The address of a network camera as typed: <c>rtsp://</c>, <c>http://</c> or <c>https://</c>, prefixed with <c>public:</c> to allow one on the internet.
/// </summary>
/// <param name="Uri">The address.</param>
/// <param name="AllowPublic">True if it may be outside the user's own network.</param>
internal sealed record CameraAddress(Uri Uri, bool AllowPublic)
{
    private const string Allow = "public:";
    private static readonly string[] Schemes = ["rtsp", "http", "https"];

    /// <summary>Display name, without user name, password, path and query, which may be secrets.</summary>
    public string Name => $"camera at {Uri.Host}:{Port}";

    /// <summary>The port; 554 if a scheme without a default port names none.</summary>
    public int Port => Uri.Port > 0 ? Uri.Port : 554;

    /// <summary>Reads one; null when the text is none.</summary>
    public static CameraAddress? Parse(string text) =>
        Uri.TryCreate(Plain(text), UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme) && uri.Host.Length > 0 ? new CameraAddress(uri, IsAllowed(text)) : null;

    /// <summary>True for what begins like one, valid or not.</summary>
    public static bool IsMeant(string text) => Schemes.Any(scheme => Plain(text).StartsWith($"{scheme}://", StringComparison.OrdinalIgnoreCase));

    private static bool IsAllowed(string text) => text.StartsWith(Allow, StringComparison.OrdinalIgnoreCase);

    private static string Plain(string text) => IsAllowed(text) ? text[Allow.Length..] : text;
}
