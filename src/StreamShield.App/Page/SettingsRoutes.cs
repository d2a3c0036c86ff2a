using Microsoft.AspNetCore.Http;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Live;
using StreamShield.App.Page.Views;
using StreamShield.Audit.Live;
using StreamShield.Core.Frames;
using StreamShield.Core.Json;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Profiles;
using StreamShield.Devices.Cameras;
using StreamShield.Onnx;

namespace StreamShield.App.Page;

/// <summary>All changes of what is shown now. Each responds with the state.</summary>
internal sealed class SettingsRoutes(StateReader reader, LiveControl control)
{
    /// <summary>Adds the routes.</summary>
    public IEnumerable<Route> Routes =>
    [
        new("PUT", "settings", (context, _) => ChangeAsync(context)),
        new("PUT", "source", (context, _) => SetAsync(context, fields => fields.NeededText("camera", Profile.MaxTextLength), control.UseCameraAsync)),
        new("PUT", "picture", (context, _) => SetAsync(
            context,
            static fields => (Size: FrameSize.Parse(fields.Text("size", static text => text.Length is > 0 and <= 20, "a size such as 1280x720")), Rate: fields.Number("framesPerSecond", Profile.MinRate, Profile.MaxRate)),
            picture => control.UseFormat(picture.Size, picture.Rate))),
        new("PUT", "model", (context, _) => SetAsync(context, fields => fields.NeededText("model", Profile.MaxTextLength), control.UseModelAsync)),
        new("PUT", "outputs", (context, _) => SetAsync(context, Switches, SwitchAll)),
        new("POST", "pick", (context, _) => SetAsync(context, fields => new ZonePoint(fields.Number("x", 0, 1), fields.Number("y", 0, 1)), control.Pick)),
        new("POST", "confirm-camera", (context, _) => DoAsync(context, control.Confirm)),
        new("POST", "plate/capture", (context, _) => SetAsync(context, fields => fields.Whole("seconds", 0, LivePlate.MaxCountdown, 5), control.Plate.Start)),
        new("DELETE", "plate/capture", (context, _) => DoAsync(context, control.Plate.Stop)),
        new("DELETE", "plate", (context, _) => SetAsync(context, static fields => fields.Has("room") ? fields.NeededText("room", Profile.MaxTextLength) ?? "" : null, control.Plate.ForgetAsync)),
        new("POST", "audit", (context, _) => SetAsync(context, fields => fields.Number("seconds", LiveAudit.MinSeconds, LiveAudit.MaxSeconds, LiveAudit.DefaultSeconds), control.Check.Start)),
        new("DELETE", "audit", (context, _) => DoAsync(context, control.Check.Stop)),
        new("POST", "save", (context, _) => DoAsync(context, control.Rooms.SaveAsync)),
        new("POST", "revert", (context, _) => DoAsync(context, control.Rooms.RevertAsync)),
        new("GET", "devices", async (context, _) => await Answer.JsonAsync(context, await Slowly.RunAsync("A camera or model", Devices), PageJson.Default.DevicesView)),
        new("GET", "strengths", (context, _) => Answer.JsonAsync(context, Strengths(), PageJson.Default.StrengthsView)),
    ];

    private async Task ChangeAsync(HttpContext context)
    {
        await control.ChangeSettingsAsync(await RequestBody.BytesAsync(context, RequestBody.MaxBytes));
        await AnswerAsync(context);
    }

    private Task SetAsync<T>(HttpContext context, Func<JsonFields, T> read, Action<T> set) => SetAsync(context, read, value =>
    {
        set(value);
        return Task.CompletedTask;
    });

    private async Task SetAsync<T>(HttpContext context, Func<JsonFields, T> read, Func<T, Task> set)
    {
        await set(await RequestBody.ReadAsync(context, read));
        await AnswerAsync(context);
    }

    private Task DoAsync(HttpContext context, Action act) => DoAsync(context, () =>
    {
        act();
        return Task.CompletedTask;
    });

    private async Task DoAsync(HttpContext context, Func<Task> act)
    {
        await RequestBody.NothingAsync(context);
        await act();
        await AnswerAsync(context);
    }

    private Task AnswerAsync(HttpContext context) => Answer.JsonAsync(context, reader.Now(), PageJson.Default.StateView);

    private static List<(string Name, bool On)> Switches(JsonFields fields) => [.. fields.Names.Select(name => (name, fields.Flag(name)))];

    private void SwitchAll(List<(string Name, bool On)> switches) => switches.ForEach(one => control.SwitchOutput(one.Name, one.On));

    private DevicesView Devices()
    {
        var cameras = DeviceList.Cameras();
        return new DevicesView(
            [.. cameras.Select(camera => new CameraView(DeviceList.TextOf(camera, cameras), NameOf(camera, cameras), [.. camera.Modes.Select(mode => mode.ToString())], camera.Problem))],
            Models(),
            reader.Outputs());
    }

    /// <summary>Cameras with equal names are distinguished by where they are connected.</summary>
    private static string NameOf(CameraDevice camera, IReadOnlyList<CameraDevice> cameras) =>
        cameras.Count(other => other.Name == camera.Name) == 1 ? camera.Name : $"{camera.Name} ({(camera.Path.StartsWith("/dev/", StringComparison.Ordinal) ? camera.Path : $"number {camera.Index}")})";

    /// <summary>Embedded models by quality, then others by name.</summary>
    private static IReadOnlyList<ModelView> Models() =>
    [
        new(Quality.Auto, "Automatic", true, ""),
        new(Quality.Fine, "Fine", true, ""),
        new(Quality.Fast, "Fast", true, ""),
        .. ModelStore.ForThisUser().List().Where(model => model.Name is not (ModelStore.DefaultModel or ModelStore.FastModel))
            .Select(model => new ModelView(model.Name, model.Manifest?.Title ?? "", model.State == ModelState.Ready, model.Detail)),
    ];

    private static StrengthsView Strengths() => new([.. Effects.All.Values.Select(effect => new EffectView(effect.Name, effect.Promise, effect.ShowsRoom, effect.HasStrength))], StrengthMeaning.Measured);
}
