using Microsoft.AspNetCore.Http;
using StreamShield.App.Http;
using StreamShield.App.Obs;
using StreamShield.App.Page.Views;

namespace StreamShield.App.Page;

/// <summary>Routes to put the picture into OBS and to find what OBS captures past the shield.</summary>
internal sealed class ObsRoutes(ObsDesk desk, Secrets secrets)
{
    private const int MaxNameLength = 500;

    /// <summary>Adds the routes.</summary>
    public IEnumerable<Route> Routes =>
    [
        new("GET", "obs", (context, _) => Answer.JsonAsync(context, Addresses(context), PageJson.Default.ObsView)),
        new("GET", "obs/scenes", (context, _) => LookAsync(context)),
        new("POST", "obs/put", async (context, _) =>
        {
            await RequestBody.NothingAsync(context);
            await AnswerAsync(context, desk.PutAsync(Addresses(context).Address, context.RequestAborted));
        }),
        new("POST", "obs/replace", (context, _) => WithSourceAsync(context, desk.ReplaceAsync)),
        new("POST", "obs/remove", (context, _) => WithSourceAsync(context, desk.RemoveAsync)),
        new("POST", "obs/mute", (context, _) => WithSourceAsync(context, desk.MuteAsync)),
    ];

    private ObsView Addresses(HttpContext context)
    {
        var here = $"http://127.0.0.1:{context.Connection.LocalPort}";
        return new ObsView($"{here}{LiveRoutes.Picture}?token={secrets.Picture.Text}", $"{here}/{secrets.Control.Text}/?dock=1", secrets.Control.IsKept);
    }

    /// <summary>An OBS that cannot be reached is a normal response: the page then shows the steps by hand.</summary>
    private async Task LookAsync(HttpContext context)
    {
        ObsScenesView view;
        try
        {
            view = await desk.LookAsync(Addresses(context).Address, context.RequestAborted);
        }
        catch (ObsException e)
        {
            view = new ObsScenesView(e.Message, "", false, []);
        }

        await Answer.JsonAsync(context, view, PageJson.Default.ObsScenesView);
    }

    private async Task WithSourceAsync(HttpContext context, Func<string, string, CancellationToken, Task<ObsScenesView>> work)
    {
        var source = await RequestBody.ReadAsync(context, static fields => fields.NeededText("source", MaxNameLength));
        await AnswerAsync(context, work(Addresses(context).Address, source ?? "", context.RequestAborted));
    }

    private static async Task AnswerAsync(HttpContext context, Task<ObsScenesView> work) => await Answer.JsonAsync(context, await work, PageJson.Default.ObsScenesView);
}
