using System.Net;
using Microsoft.AspNetCore.Http;
using StreamShield.App.Http;
using StreamShield.App.Page.Views;

namespace StreamShield.App.Page;

/// <summary>
/// How a page is opened. Its address contains a code that works once, for a minute; the opening page exchanges it for a token that never appears in an address, history or command
/// line. Codes come from the terminal, or from 'streamshield page', which reads the token for codes from a file that only the user can read.
/// </summary>
internal sealed class DoorRoutes(Secrets secrets, PageFiles files)
{
    /// <summary>Longest accepted code.</summary>
    private const int MaxCodeLength = 100;

    /// <summary>Routes without a token; their content is not secret.</summary>
    public IEnumerable<Route> Open =>
    [
        new("GET", "", (context, _) => files.ServeAsync(context, "door.html")),
        new("GET", "door.js", (context, _) => files.ServeAsync(context, "door.js")),
        new("GET", "door.css", (context, _) => files.ServeAsync(context, "door.css")),
        new("GET", PageFiles.Icon, (context, _) => files.ServeAsync(context, PageFiles.Icon)),
        .. Languages.Codes.Select(Languages.FileOf).Prepend("words.js").Select(file => new Route("GET", file, (context, _) => files.ServeAsync(context, file))),
        new("POST", "enter", (context, _) => EnterAsync(context)),
    ];

    /// <summary>Routes for the token that makes codes.</summary>
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
