namespace StreamShield.App.Http;

/// <summary>
/// Accepts only this machine's own names in the Host header. This rejects foreign pages that make their own name resolve to 127.0.0.1 (DNS rebinding).
/// </summary>
internal static class HostCheck
{
    private static readonly string[] Names = ["127.0.0.1", "localhost", "[::1]"];

    /// <summary>True for "127.0.0.1:PORT", "localhost:PORT" and "[::1]:PORT".</summary>
    public static bool Accepts(string? host, int port)
    {
        if (host is null)
        {
            return false;
        }

        foreach (var name in Names)
        {
            if (host.Length > name.Length + 1
                && host.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                && host[name.Length] == ':'
                && host.AsSpan(name.Length + 1).SequenceEqual(port.ToString()))
            {
                return true;
            }
        }

        return false;
    }
}
