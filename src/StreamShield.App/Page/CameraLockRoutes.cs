using Microsoft.AspNetCore.Http;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Live;
using StreamShield.App.Page.Views;
using StreamShield.Core.Json;
using StreamShield.Devices.Cameras;

namespace StreamShield.App.Page;

/// <summary>Exposure and white balance of the camera in use, where its driver can lock them.</summary>
internal sealed class CameraLockRoutes(LiveControl control)
{
    /// <summary>The routes.</summary>
    public IEnumerable<Route> Routes =>
    [
        new("GET", "camera-locks", (context, _) => AnswerAsync(context, static _ => { })),
        new("PUT", "camera-locks", async (context, _) =>
        {
            var (exposure, whiteBalance) = await RequestBody.ReadAsync(context, static fields => (Flag(fields, "exposure"), Flag(fields, "whiteBalance")));
            await AnswerAsync(context, locks =>
            {
                if (exposure is { } on)
                {
                    locks.LockExposure(on);
                }

                if (whiteBalance is { } still)
                {
                    locks.LockWhiteBalance(still);
                }
            });
        }),
    ];

    private static bool? Flag(JsonFields fields, string name) => fields.Has(name) ? fields.Flag(name) : null;

    private async Task AnswerAsync(HttpContext context, Action<CameraLocks> change)
    {
        var view = await Slowly.RunAsync("The camera", () =>
        {
            if (CameraLocks.For(control.Now.Room.Camera) is not { } locks)
            {
                return new CameraLocksView(null, null);
            }

            change(locks);
            return new CameraLocksView(locks.IsExposureLocked, locks.IsWhiteBalanceLocked);
        });
        await Answer.JsonAsync(context, view, PageJson.Default.CameraLocksView);
    }
}
