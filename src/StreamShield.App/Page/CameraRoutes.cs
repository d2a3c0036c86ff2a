using Microsoft.AspNetCore.Http;
using StreamShield.App.Desktop.Linux;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Page.Views;
using StreamShield.Core.Pipeline;
using StreamShield.Devices.VirtualCameras;

namespace StreamShield.App.Page;

/// <summary>The virtual camera: whether there is one, and how to set one up.</summary>
/// <param name="session">The run that feeds it.</param>
/// <param name="offers">The kinds of camera on this system.</param>
/// <param name="setup">The kind that can be set up from the page; null for none.</param>
internal sealed class CameraRoutes(ShieldSession session, Func<IReadOnlyList<VirtualCameraOffer>> offers, LoopbackSetup? setup)
{
    private const int MaxTextLength = 2048;

    /// <summary>Adds the routes.</summary>
    public IEnumerable<Route> Routes =>
    [
        new("GET", "virtual-camera", (context, _) => AnswerAsync(context)),
        new("POST", "virtual-camera", (context, _) => SetUpAsync(context)),
    ];

    private async Task SetUpAsync(HttpContext context)
    {
        var agreed = await RequestBody.ReadAsync(context, static fields => fields.Text("commands", static text => text.Length <= MaxTextLength, "the lines that were shown"));
        if (setup is null)
        {
            throw new Refusal(StatusCodes.Status400BadRequest, "On this system no camera can be set up from here: follow what the page says.");
        }

        await Slowly.RunAsync("The installation", () =>
        {
            setup.Run(agreed);
            return true;
        }, patience: LoopbackSetup.Patience + TimeSpan.FromSeconds(10));
        await AnswerAsync(context);
    }

    private async Task AnswerAsync(HttpContext context) =>
        await Answer.JsonAsync(context, await Slowly.RunAsync("A virtual camera", Now), PageJson.Default.VirtualCameraView);

    private VirtualCameraView Now()
    {
        // The stream comes first and is not a camera.
        var fed = session.Pumps.Where(pump => pump.IsForViewers).Skip(1).ToList();
        var all = offers();
        var ready = all.FirstOrDefault(offer => offer.IsReady);
        return fed.Count > 0 || ready is not null
            ? new VirtualCameraView(ready?.Camera ?? fed[0].Name, fed.Count > 0, [], [], "")
            : new VirtualCameraView("", false, [.. all.Select(offer => offer.Words)], setup?.Commands ?? [], setup?.Trouble ?? "");
    }
}
