using System.Net;
using Microsoft.AspNetCore.Http;
using StreamShield.App.Http;
using StreamShield.App.Page.Views;

namespace StreamShield.App.Page;

/// <summary>
/// How a page is opened: its address holds a code that works once and for a minute; the door's own page exchanges it for a token that no address, history or command line ever
/// holds. The codes come from the terminal, or from 'streamshield page', which reads the door's token from a file of the user's.
/// </summary>
internal sealed class DoorRoutes(Secrets secrets, PageFiles files)
{
    /// <summary>Longest code that is looked at.</summary>
    private const int MaxCodeLength = 100;

    /// <summary>For everybody: they say nothing.</summary>
    public IEnumerable<Route> Open =>
    [
        new("GET", "", (context, _) => files.ServeAsync(context, "door.html")),
        new("GET", "door.js", (context, _) => files.ServeAsync(context, "door.js")),
        new("GET", "door.css", (context, _) => files.ServeAsync(context, "door.css")),
        new("GET", PageFiles.Icon, (context, _) => files.ServeAsync(context, PageFiles.Icon)),
        .. Languages.Codes.Select(Languages.FileOf).Prepend("words.js").Select(file => new Route("GET", file, (context, _) => files.ServeAsync(context, file))),
        new("POST", "enter", (context, _) => EnterAsync(context)),
    ];

    /// <summary>For whoever has the door's token.</summary>
    public Route Code => new("POST", "code", (context, _) => Answer.JsonAsync(context, new TokenView(secrets.NewCode()), PageJson.Default.TokenView)) { Needs = Right.Door, TakesJson = false, IsUrgent = true };

    private async Task EnterAsync(HttpContext context)
    {
        var code = await RequestBody.ReadAsync(context, fields => fields.NeededText("code", MaxCodeLength));
        if (context.Connection.RemoteIpAddress is { } address && PeerUser.IsAnother(new IPEndPoint(address, context.Connection.RemotePort)))
        {
            throw new Refusal(StatusCodes.Status403Forbidden, "This code belongs to another user of this computer.");
        }

        var window = secrets.Redeem(code)
            ?? throw new Refusal(StatusCodes.Status403Forbidden, "This code was used already or is too old: press o in the terminal, or run 'streamshield page', for a new one.");
        await Answer.JsonAsync(context, new TokenView(window.Text), PageJson.Default.TokenView);
    }
}
