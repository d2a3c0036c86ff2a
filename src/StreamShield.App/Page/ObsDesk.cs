using StreamShield.App.Obs;
using StreamShield.App.Page.Views;

namespace StreamShield.App.Page;

/// <summary>OBS on this computer, asked anew each time: it may be started, ended or changed meanwhile. From any thread.</summary>
/// <param name="access">Where it is; made anew each time, for OBS stores port and password when it is set up.</param>
/// <param name="allowed">Inputs that the user vouches for.</param>
/// <param name="time">The clock.</param>
internal sealed class ObsDesk(Func<ObsAccess> access, IReadOnlySet<string> allowed, TimeProvider time)
{
    private static readonly SetupRequest Default = new(null, "StreamShield", null, null, null);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What goes out of OBS.</summary>
    /// <param name="picture">This run's address of the picture.</param>
    /// <param name="stop">Gives up.</param>
    public Task<ObsScenesView> LookAsync(string picture, CancellationToken stop) => WorkAsync(picture, null, stop);

    /// <summary>Puts the picture into the scene that goes out: where a raw camera is in it, or else over the whole scene.</summary>
    public Task<ObsScenesView> PutAsync(string picture, CancellationToken stop) => WorkAsync(
        picture,
        async (obs, scenes, view) =>
        {
            var isNew = NameOf(view) is not { } ours || !view.Items.GetValueOrDefault(view.Program, []).Any(item => item.Source == ours);
            await SetUpAsync(obs, picture, null, stop);
            var camera = RawFinder.Find(view, Cameras).FirstOrDefault(one => one.Scene == view.Program && one.IsOn)?.Source;
            if (isNew && camera is not null && NameOf(await ObsReader.ReadAsync(obs, stop)) is { } made)
            {
                await scenes.PutOverAsync(view.Program, camera, made);
            }
        },
        stop);

    /// <summary>Puts the picture where a raw camera is.</summary>
    public Task<ObsScenesView> ReplaceAsync(string picture, string source, CancellationToken stop) => WorkAsync(
        picture,
        async (obs, scenes, view) =>
        {
            var ours = NameOf(view);
            Known(view, source);
            if (ours is null || !view.Items.Values.Any(items => items.Any(item => item.Source == ours)))
            {
                // Made where it is to be seen: a source that is in no scene does not exist in OBS.
                var scene = RawFinder.Find(view, Cameras).FirstOrDefault(one => one.Source == source)?.Scene;
                await SetUpAsync(obs, picture, scene, stop);
            }

            var now = await ObsReader.ReadAsync(obs, stop);
            await scenes.ReplaceAsync(now, source, NameOf(now)!);
        },
        stop);

    /// <summary>Takes a raw source out of OBS.</summary>
    public Task<ObsScenesView> RemoveAsync(string picture, string source, CancellationToken stop) => WorkAsync(picture, (_, scenes, view) => scenes.RemoveAsync(Known(view, source)), stop);

    /// <summary>Mutes a microphone in OBS.</summary>
    public Task<ObsScenesView> MuteAsync(string picture, string source, CancellationToken stop) => WorkAsync(picture, (_, scenes, view) => scenes.MuteAsync(Known(view, source)), stop);

    private RawCameras Cameras => new(allowed, DeviceLabel.Of);

    private async Task<ObsScenesView> WorkAsync(string picture, Func<ObsConnection, ObsScenes, ObsSnapshot, Task>? work, CancellationToken stop)
    {
        var to = access();
        await using var obs = await ObsConnection.ConnectAsync(to.Address, to.Password(), time, stop, Patience);
        var scenes = new ObsScenes(obs, Cameras, stop);
        var view = await ObsReader.ReadAsync(obs, stop);
        if (work is not null)
        {
            await work(obs, scenes, view);
            view = await ObsReader.ReadAsync(obs, stop);
        }

        var isIn = view.Items.GetValueOrDefault(view.Program, []).Any(item => item.IsOn && view.Inputs.TryGetValue(item.Source, out var input) && StreamInput.IsOurs(input) && input.Text("input") == picture);
        return new ObsScenesView("", view.Program, isIn, await scenes.FindAsync(view));
    }

    private static Task SetUpAsync(ObsConnection obs, string picture, string? scene, CancellationToken stop) =>
        new ObsSetup(obs, static _ => { }, stop).RunAsync(Default with { Address = picture, Scene = scene });

    private static string? NameOf(ObsSnapshot view) => view.Inputs.FirstOrDefault(static input => StreamInput.IsOurs(input.Value)).Key;

    private static string Known(ObsSnapshot view, string source) =>
        view.Inputs.ContainsKey(source) ? source : throw new ObsException($"OBS has no source '{source}' any more: look again.");
}
