using StreamShield.App.Http;

namespace StreamShield.App.Page;

/// <summary>What OBS on this computer is given.</summary>
internal static class ObsAddresses
{
    /// <summary>The addresses.</summary>
    /// <param name="port">The server's.</param>
    /// <param name="secrets">Part of the addresses.</param>
    public static ObsView For(int port, Secrets secrets)
    {
        var address = $"http://127.0.0.1:{port}{LiveRoutes.Picture}?token={secrets.Picture.Text}";
        var dock = $"http://127.0.0.1:{port}/{secrets.Control.Text}/?dock=1";
        return new ObsView(address, dock, secrets.Control.IsKept);
    }
}
