using StreamShield.App.Obs;
using StreamShield.App.Page.Views;

namespace StreamShield.App.Page;

/// <summary>OBS on this computer. Connects anew for each call, because OBS may be started, closed or changed at any time. Thread-safe.</summary>
/// <param name="access">Returns its address and password; called each time, because OBS may store new ones.</param>
/// <param name="allowed">Names of inputs that never count as raw.</param>
/// <param name="time">The clock.</param>
internal sealed class ObsDesk(Func<ObsAccess> access, IReadOnlySet<string> allowed, TimeProvider time)
{
    private static readonly SetupRequest Default = new(null, "StreamShield", null, null, null);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Reads what OBS shows and sends.</summary>
    /// <param name="picture">This run's address of the picture.</param>
    /// <param name="stop">Cancels.</param>
    public Task<ObsScenesView> LookAsync(string picture, CancellationToken stop) => WorkAsync(picture, null, stop);

    /// <summary>Puts the picture into the scene on air: where a raw camera is in it, or else over the whole scene.</summary>
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

    /// <summary>Replaces a raw camera with the picture.</summary>
    public Task<ObsScenesView> ReplaceAsync(string picture, string source, CancellationToken stop) => WorkAsync(
        picture,
        async (obs, scenes, view) =>
        {
            var ours = NameOf(view);
            ObsScenes.RefuseGroups(view, Known(view, source));
            if (ours is null || !view.Items.Values.Any(items => items.Any(item => item.Source == ours)))
            {
                // Created in a scene that will show it: OBS deletes sources that are in no scene.
                var scene = view.Scenes.Where(scene => view.Items[scene].Any(item => item.Source == source)).OrderByDescending(scene => view.Items[scene].Any(item => item.Source == source && item.IsOn)).FirstOrDefault();
                await SetUpAsync(obs, picture, scene, stop);
                if (scene is not null && NameOf(await ObsReader.ReadAsync(obs, stop)) is { } made)
                {
                    await scenes.PutOverAsync(scene, source, made);
                }
            }

            var now = await ObsReader.ReadAsync(obs, stop);
            await scenes.ReplaceAsync(now, source, NameOf(now)!);
        },
        stop);

    /// <summary>Removes a raw source from OBS.</summary>
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

        var isIn = RawFinder.Shows(view, view.Program, input => StreamInput.Plays(input, picture) || Cameras.IsVirtual(input));
        return new ObsScenesView("", view.Program, isIn, await scenes.FindAsync(view));
    }

    private static Task SetUpAsync(ObsConnection obs, string picture, string? scene, CancellationToken stop) =>
        new ObsSetup(obs, static _ => { }, stop).RunAsync(Default with { Address = picture, Scene = scene });

    private static string? NameOf(ObsSnapshot view) => view.Inputs.FirstOrDefault(static input => StreamInput.IsOurs(input.Value)).Key;

    private static string Known(ObsSnapshot view, string source) =>
        view.Inputs.ContainsKey(source) ? source : throw new ObsException($"OBS has no source '{source}' any more: look again.");
}
