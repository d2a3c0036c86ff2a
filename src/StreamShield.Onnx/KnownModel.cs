using StreamShield.Core.Frames;

namespace StreamShield.Onnx;

/// <summary>A manifest that was found on disk, or why it cannot be used.</summary>
/// <param name="ManifestPath">Where it is.</param>
/// <param name="Manifest">Null when it is broken.</param>
/// <param name="Fault">What is wrong with it; null when nothing.</param>
internal sealed record KnownModel(string ManifestPath, ModelManifest? Manifest, ShieldException? Fault)
{
    /// <summary>The manifest's name, or its file's when it is broken.</summary>
    public string Name => Manifest?.Name ?? Path.GetFileNameWithoutExtension(ManifestPath);

    /// <summary>Where the model should be: beside the manifest.</summary>
    public string ModelPath => Manifest is null ? ManifestPath : Path.Combine(Path.GetDirectoryName(ManifestPath)!, Manifest.File);

    /// <summary>Reads a manifest; a fault is kept and not thrown, so that one bad file does not hide the others.</summary>
    public static KnownModel Read(string path)
    {
        try
        {
            return new KnownModel(path, ModelManifest.Read(path), null);
        }
        catch (ShieldException e)
        {
            return new KnownModel(path, null, e);
        }
    }

    /// <summary>All manifests in a folder and one deeper, by path; names that begin with a dot are left out.</summary>
    public static IEnumerable<KnownModel> In(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        try
        {
            return
            [
                .. Directory.GetDirectories(folder).Prepend(folder)
                    .Where(path => path == folder || !Path.GetFileName(path).StartsWith('.'))
                    .SelectMany(path => Directory.GetFiles(path, "*.json"))
                    .Where(path => !Path.GetFileName(path).StartsWith('.'))
                    .Order(StringComparer.Ordinal)
                    .Select(Read),
            ];
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return
            [
                new KnownModel(folder, null, new ShieldException(SlateReason.ModelFailed,
                    $"The folder of models {folder} could not be read ({e.Message.TrimEnd('.')}): allow your user to read it.", e)),
            ];
        }
    }

    /// <summary>Hashes the model file, without loading it.</summary>
    public ModelEntry Look()
    {
        if (Manifest is null)
        {
            return new ModelEntry(Name, ModelState.Broken, Fault!.Message, ManifestPath, 0, null);
        }

        if (!File.Exists(ModelPath) && !Directory.Exists(ModelPath))
        {
            return new ModelEntry(Name, ModelState.NotInstalled,
                Manifest.Download is null
                    ? $"The model '{Name}' is not installed: get {Manifest.File} (source: {Manifest.Source}) and run 'models add FILE'."
                    : $"The model '{Name}' is not installed: run 'models get {Name}'.", ModelPath, 0, Manifest);
        }

        try
        {
            var bytes = ModelFile.Read(ModelPath, "model", ModelFile.MaxModelBytes);
            ModelFile.CheckHash(Manifest, bytes);
            return new ModelEntry(Name, ModelState.Ready, "", ModelPath, bytes.Length, Manifest);
        }
        catch (ShieldException e)
        {
            return new ModelEntry(Name, ModelState.Broken, e.Message, ModelPath, 0, Manifest);
        }
    }
}
