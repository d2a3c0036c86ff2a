using StreamShield.App.Http;
using StreamShield.App.Page.Views;

namespace StreamShield.App.Page;

/// <summary>How to bring the picture into OBS on this computer.</summary>
internal static class ObsSteps
{
    /// <summary>The steps.</summary>
    /// <param name="port">The server's.</param>
    /// <param name="secrets">Part of the addresses.</param>
    public static ObsView For(int port, Secrets secrets)
    {
        var address = $"http://127.0.0.1:{port}{LiveRoutes.Picture}?token={secrets.Picture.Text}";
        var dock = $"http://127.0.0.1:{port}/{secrets.Control.Text}/?dock=1";
        return new ObsView(address, dock, secrets.Control.IsKept,
        [
            "Quickest: in OBS, Tools, WebSocket Server Settings, tick 'Enable'; then in a terminal: streamshield obs setup --picture \"the address\". It makes the source; by hand it is the next two steps.",
            "In OBS, under Sources, press + and choose Media Source.",
            "Untick 'Local File', paste the address into 'Input', and write mpjpeg into 'Input Format'.",
            "Untick 'Restart playback when source becomes active', and set 'Reconnect Delay' to 1 s.",
            "Remove your raw webcam from every scene: OBS shows whatever you give it, and StreamShield hides only what goes through it.",
            secrets.Control.IsKept
                ? "For this page inside OBS: Docks, Custom Browser Docks, and the dock address as its URL."
                : "For this page inside OBS: start StreamShield with --keep-token, so that its address stays the same, then Docks, Custom Browser Docks, and the dock address as its URL.",
            "Lean, wave, stand up and leave the picture once before you go live, and look at the edges.",
        ]);
    }
}
