using StreamShield.App.Hosting;

namespace StreamShield.App.Obs;

/// <summary>Where OBS listens.</summary>
/// <param name="Uri">A ws:// or wss:// address.</param>
/// <param name="IsThisComputer">True for 127.0.0.1, localhost and ::1.</param>
internal sealed record ObsAddress(Uri Uri, bool IsThisComputer)
{
    /// <summary>The default port of obs-websocket 5.</summary>
    public const int DefaultPort = 4455;

    /// <summary>OBS on this computer.</summary>
    public static ObsAddress Here(int port = DefaultPort) => new(new Uri($"ws://127.0.0.1:{port}"), IsThisComputer: true);

    /// <summary>Reads what a user typed: "ws://HOST:PORT", "HOST:PORT" or "HOST".</summary>
    /// <exception cref="UserException">It is not such an address.</exception>
    public static ObsAddress Parse(string text)
    {
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"ws://{text}";
        if (!Uri.TryCreate(full, UriKind.Absolute, out var uri) || uri.Scheme is not ("ws" or "wss") || uri.Host.Length == 0 || uri.UserInfo.Length > 0)
        {
            throw new UserException($"'{text}' is no address of OBS: write ws://127.0.0.1:{DefaultPort}, with the port that OBS shows under Tools > WebSocket Server Settings.");
        }

        // A ws address without a port means port 80, which is never what a user of OBS means.
        var port = uri.IsDefaultPort && uri.Scheme == "ws" && !full.TrimEnd('/').EndsWith(":80", StringComparison.Ordinal) ? DefaultPort : uri.Port;
        return new ObsAddress(new UriBuilder(uri) { Port = port }.Uri, uri.IsLoopback);
    }

    /// <inheritdoc/>
    public override string ToString() => Uri.GetLeftPart(UriPartial.Authority);
}
