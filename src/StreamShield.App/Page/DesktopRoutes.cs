using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StreamShield.App.Desktop;
using StreamShield.App.Hosting;
using StreamShield.App.Http;

namespace StreamShield.App.Page;

/// <summary>Settings of this computer rather than of a room: panic key, autostart, and the version.</summary>
/// <param name="reader">Reads the state for responses.</param>
/// <param name="desktop">Null without a desktop.</param>
internal sealed class DesktopRoutes(StateReader reader, Func<DesktopLink?> desktop)
{
    private const int MaxTextLength = 64;
    private const int MaxAnswerBytes = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Adds the routes.</summary>
    public IEnumerable<Route> Routes =>
    [
        new("PUT", "desktop", (context, _) => ChangeAsync(context)),
        new("POST", "newest-version", (context, _) => CheckAsync(context)),
    ];

    private async Task ChangeAsync(HttpContext context)
    {
        var (key, autostart) = await RequestBody.ReadAsync(context, fields => (
            fields.Has("panicKey") ? fields.NeededText("panicKey", MaxTextLength) ?? KeyChord.None : null,
            fields.Has("autostart") ? fields.Flag("autostart") : (bool?)null));
        var link = desktop() ?? throw new Refusal(StatusCodes.Status400BadRequest, "This run was started without a screen: there is no panic key, and nothing to start with it.");
        if (key is not null)
        {
            var chord = KeyChord.Parse(key);
            await Slowly.RunAsync("The panic key", () => link.ChooseKey(chord));
        }

        if (autostart is { } on)
        {
            await Slowly.RunAsync("The setting", () => link.SetAutostart(on));
        }

        await Answer.JsonAsync(context, reader.Now(), PageJson.Default.StateView);
    }

    /// <summary>The only request that the program ever sends to the internet, and only on a click.</summary>
    private static async Task CheckAsync(HttpContext context)
    {
        await RequestBody.NothingAsync(context);
        if (AppVersion.Releases is not { } releases)
        {
            throw new Refusal(StatusCodes.Status400BadRequest, "This StreamShield was built without the address of its releases: look where you got it.");
        }

        string? newest = null;
        try
        {
            using var http = new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = MaxAnswerBytes };
            http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("StreamShield", null));
            using var answer = JsonDocument.Parse(await http.GetByteArrayAsync(releases, context.RequestAborted));
            newest = answer.RootElement.GetProperty("tag_name").GetString()?.TrimStart('v');
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException or KeyNotFoundException or TaskCanceledException)
        {
            throw new Refusal(StatusCodes.Status400BadRequest, "The newest version could not be asked for: look whether this computer is online, and try again later.");
        }

        await Answer.JsonAsync(context, VersionView.Of(AppVersion.Release, newest ?? ""), PageJson.Default.VersionView);
    }
}

/// <summary>This version and the newest published one.</summary>
/// <param name="Installed">The installed version.</param>
/// <param name="Newest">The newest published version.</param>
/// <param name="IsNewer">True when the newest is later than the installed one.</param>
internal sealed record VersionView(string Installed, string Newest, bool IsNewer)
{
    /// <summary>Compares two versions such as 1.2.0 and 1.2.0-beta.1; text that is not a version is not newer.</summary>
    public static VersionView Of(string installed, string newest) => new(
        installed, newest,
        Version.TryParse(newest.Split('-')[0], out var theirs) && Version.TryParse(installed.Split('-')[0], out var ours)
            && (theirs > ours || (theirs == ours && installed.Contains('-', StringComparison.Ordinal) && !newest.Contains('-', StringComparison.Ordinal))));
}
