namespace StreamShield.App.Obs;

/// <summary>Finds raw cameras and other inputs in scenes, however deep they are nested.</summary>
internal static class RawFinder
{
    /// <summary>Searches all scenes.</summary>
    /// <returns>Each scene and input once; one that is shown in several places counts as on when one of them is.</returns>
    public static IReadOnlyList<RawSighting> Find(ObsSnapshot view, RawCameras cameras)
    {
        var raw = view.Inputs
            .Select(input => (input.Key, Camera: cameras.CameraOf(input.Key, input.Value)))
            .Where(static input => input.Camera is not null)
            .ToDictionary(static input => input.Key, static input => input.Camera!, StringComparer.Ordinal);
        return [.. view.Scenes.SelectMany(scene => Walk(view, raw, scene, scene, "", isOn: true, [scene])
            .GroupBy(static sighting => sighting.Source)
            .Select(static same => same.OrderByDescending(static sighting => sighting.IsOn).First()))];
    }

    /// <summary>True if a scene shows one of these inputs, however deep it is nested.</summary>
    public static bool Shows(ObsSnapshot view, string scene, Func<ObsInput, bool> wanted)
    {
        var inputs = view.Inputs.Where(input => wanted(input.Value)).ToDictionary(static input => input.Key, static input => input.Key, StringComparer.Ordinal);
        return Walk(view, inputs, scene, scene, "", isOn: true, [scene]).Any(static sighting => sighting.IsOn);
    }

    private static IEnumerable<RawSighting> Walk(
        ObsSnapshot view, Dictionary<string, string> raw, string scene, string holder, string inside, bool isOn, HashSet<string> path)
    {
        foreach (var item in view.Items.GetValueOrDefault(holder, []))
        {
            if (raw.TryGetValue(item.Source, out var camera))
            {
                yield return new RawSighting(scene, item.Source, camera, inside, isOn && item.IsOn);
            }

            // OBS allows no cycles, but a plugin that made one must not hang the guard.
            if (!view.Items.ContainsKey(item.Source) || !path.Add(item.Source))
            {
                continue;
            }

            foreach (var sighting in Walk(view, raw, scene, item.Source, item.Source, isOn && item.IsOn, path))
            {
                yield return sighting;
            }

            path.Remove(item.Source);
        }
    }
}
