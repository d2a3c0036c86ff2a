using StreamShield.Core.Frames;

namespace StreamShield.Onnx;

/// <summary>A manifest found on the disk, or why it cannot be used.</summary>
/// <param name="ManifestPath">Path of the manifest.</param>
/// <param name="Manifest">The manifest; null when it is invalid.</param>
/// <param name="Fault">What is wrong with it; null when it is valid.</param>
internal sealed record KnownModel(string ManifestPath, ModelManifest? Manifest, ShieldException? Fault)
{
    /// <summary>Name in the manifest; the file's name when the manifest is invalid.</summary>
    public string Name => Manifest?.Name ?? Path.GetFileNameWithoutExtension(ManifestPath);

    /// <summary>Expected path of the model: in the folder of the manifest.</summary>
    public string ModelPath => Manifest is null ? ManifestPath : Path.Combine(Path.GetDirectoryName(ManifestPath)!, Manifest.File);

    /// <summary>Reads a manifest. Keeps an error rather than throwing it, so that one bad file does not hide the others.</summary>
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

    /// <summary>All manifests in a folder and its direct subfolders, by path. Names that begin with a dot are skipped.</summary>
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

    /// <summary>Checks the hash of the model file without loading it.</summary>
    public ModelEntry Inspect()
    {
        if (Manifest is null)
        {
            return new ModelEntry(Name, ModelState.Broken, Fault!.Message, ManifestPath, 0, null);
        }

        if (!File.Exists(ModelPath) && !Directory.Exists(ModelPath))
        {
            return new ModelEntry(Name, ModelState.NotInstalled,
                Manifest.Download is null
                    ? $"The model '{Name}' is not installed: get {Manifest.File} (source: {Manifest.Source}) and run 'streamshield models add FILE'."
                    : $"The model '{Name}' is not installed: run 'streamshield models get {Name}'.", ModelPath, 0, Manifest);
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
