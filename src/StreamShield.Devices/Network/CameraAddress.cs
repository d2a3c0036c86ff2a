namespace StreamShield.Devices.Network;

/// <summary>
/// The address of a network camera as typed: <c>rtsp://</c>, <c>http://</c> or <c>https://</c>, prefixed with <c>public:</c> to allow one on the internet.
/// </summary>
/// <param name="Uri">The address.</param>
/// <param name="AllowPublic">True if it may be outside the user's own network.</param>
internal sealed record CameraAddress(Uri Uri, bool AllowPublic)
{
    private const string Allow = "public:";

    /// <summary>Display name, without user name, password, path and query, which may be secrets.</summary>
    public string Name => $"camera at {Uri.Host}:{Port}";

    /// <summary>The port; 554 if a scheme without a default port names none.</summary>
    public int Port => Uri.Port > 0 ? Uri.Port : 554;

    /// <summary>Parses an address; null if the text is not one.</summary>
    public static CameraAddress? Parse(string text)
    {
        var allow = text.StartsWith(Allow, StringComparison.OrdinalIgnoreCase);
        return Uri.TryCreate(allow ? text[Allow.Length..] : text, UriKind.Absolute, out var uri) && uri.Scheme is "rtsp" or "http" or "https" && uri.Host.Length > 0
            ? new CameraAddress(uri, allow)
            : null;
    }
}
