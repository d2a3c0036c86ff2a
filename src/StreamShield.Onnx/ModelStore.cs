using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Storage;

namespace StreamShield.Onnx;

/// <summary>The known models: manifests in the shipped folder, the user's folder and their direct subfolders, each beside its model. Reads the disk
/// on every call, so it is always up to date. Not for the frame path.</summary>
public sealed class ModelStore
{
    /// <summary>Name of the model used when none is chosen.</summary>
    public const string DefaultModel = "streamshield";

    /// <summary>Name of the fast embedded model. When it is missing, the default model is used instead.</summary>
    public const string FastModel = "streamshield-fast";

    /// <summary>Creates a store over two folders, either of which may be missing.</summary>
    /// <param name="shippedFolder">Folder of the shipped models. Never written.</param>
    /// <param name="userFolder">Folder for added models. Created when needed.</param>
    public ModelStore(string shippedFolder, string userFolder)
    {
        ShippedFolder = Path.GetFullPath(shippedFolder);
        UserFolder = Path.GetFullPath(userFolder);
    }

    /// <summary>Folder of the shipped models.</summary>
    public string ShippedFolder { get; }

    /// <summary>Folder of added models.</summary>
    public string UserFolder { get; }

    /// <summary>The store of this program and user: "models" beside the program, and "models" in <see cref="UserFolders.Data"/>.</summary>
    public static ModelStore ForThisUser() =>
        new(Path.Combine(AppContext.BaseDirectory, "models"), Path.Combine(UserFolders.Data, "models"));

    /// <summary>All known models, each once, the default first, then by name. Files are hashed but not loaded.</summary>
    public IReadOnlyList<ModelEntry> List() =>
        [.. Known().Select(known => known.Inspect())
            .GroupBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(Best)
            .OrderBy(entry => entry.Name != DefaultModel).ThenBy(entry => entry.Name != FastModel).ThenBy(entry => entry.Name, StringComparer.Ordinal)];

    /// <summary>Hashes, loads and runs a listed model on a grey picture. Takes as long as that.</summary>
    public static ModelVerdict Verify(ModelEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.State != ModelState.Ready)
        {
            return new ModelVerdict(entry.Name, entry.State, entry.Detail);
        }

        try
        {
            using var segmenter = OnnxSegmenter.Load(entry.Manifest!, ModelFile.Read(entry.Path, "model", ModelFile.MaxModelBytes));
            using var pool = new FramePool(new FrameSize(640, 360), 1);
            using var frame = pool.Rent();
            var (width, height) = segmenter.MatteSize(frame.Size);
            using var matte = new Matte(width, height);
            frame.Pixels.Fill(128);
            frame.Stamp(1, 0);
            segmenter.Segment(frame, matte);
            return new ModelVerdict(entry.Name, ModelState.Ready, $"The model '{entry.Name}' is good: its hash is right and it runs.");
        }
        catch (ShieldException e)
        {
            return new ModelVerdict(entry.Name, ModelState.Broken, e.Message);
        }
    }

    /// <summary>Installs a model file: finds its manifest by hash, or beside it (same name, .json), tries the model, and copies both to the user's
    /// folder.</summary>
    /// <param name="path">The .onnx file.</param>
    /// <returns>One sentence: installed, or already installed.</returns>
    /// <exception cref="ShieldException">Unreadable, unknown, damaged, different from its manifest, or the folder is not writable. Nothing is left
    /// behind.</exception>
    public string Add(string path)
    {
        var model = ModelFile.Read(path, "model", ModelFile.MaxModelBytes);
        var hash = ModelFile.Hash(model);
        return Install(model, hash, WithHash(hash)?.ManifestPath ?? Beside(path) ?? throw Unknown(path, hash));
    }

    /// <summary>The manifest of a model that can be downloaded with <see cref="GetAsync"/>. Does not download anything.</summary>
    /// <exception cref="ShieldException">There is no such model, or it has no address.</exception>
    public ModelManifest Offered(string name) => OfferedModel(name).Manifest!;

    /// <summary>Downloads a model from its publisher's address, checks it, tries it and installs it. Ask the user first: see <see
    /// cref="Offered"/>.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="arrived">Called with the number of bytes received so far.</param>
    /// <param name="stop">Cancels the download. The received part is kept for the next time.</param>
    /// <returns>One sentence: installed, or already installed.</returns>
    /// <exception cref="ShieldException">Unknown, not reachable, interrupted, a different file, or it cannot be installed.</exception>
    public async Task<string> GetAsync(string name, Action<long> arrived, CancellationToken stop)
    {
        var known = OfferedModel(name);
        if (known.Inspect().State == ModelState.Ready)
        {
            return $"The model '{known.Name}' is already installed ({known.ModelPath}): choose it with --model {known.Name}.";
        }

        var download = new ModelDownload(UserFolder, known.Manifest!);
        var model = await download.FetchAsync(arrived, stop).ConfigureAwait(false);
        var sentence = Install(model, known.Manifest!.Sha256, known.ManifestPath);
        download.Forget();
        return sentence;
    }

    private string Install(byte[] model, string hash, string manifestPath)
    {
        var manifestBytes = ModelFile.Read(manifestPath, "manifest", ModelManifest.MaxBytes);
        var manifest = ModelManifest.Parse(manifestBytes, manifestPath);
        OnnxSegmenter.Load(manifest, model).Dispose();
        if (Quality.Words.Contains(manifest.Name))
        {
            throw Failed($"'{manifest.Name}' names a quality and no model: give this one another name in {manifestPath}.");
        }

        var namesakes = Named(manifest.Name);
        if (namesakes.FirstOrDefault(known => known.Manifest!.Sha256 != hash) is { } other)
        {
            throw Failed($"Another model '{manifest.Name}' is known ({other.ManifestPath}): give this one another name in {manifestPath}.");
        }

        if (namesakes.Select(known => known.Inspect()).FirstOrDefault(entry => entry.State == ModelState.Ready) is { } present)
        {
            return $"The model '{manifest.Name}' is already installed ({present.Path}): choose it with --model {manifest.Name}.";
        }

        ModelInstaller.Install(UserFolder, manifest, model, manifestBytes);
        return $"The model '{manifest.Name}' is installed: choose it with --model {manifest.Name}.";
    }

    /// <summary>True when there are two embedded models to choose from by <see cref="Quality"/>.</summary>
    public bool HasFastModel => Named(FastModel).Length > 0;

    /// <summary>Opens a model for live pictures of this size and rate. With <see cref="Quality.Auto"/> or no choice, it is the fine one if this
    /// processor is fast enough; otherwise as <see cref="Open"/>.</summary>
    /// <exception cref="ShieldException">As <see cref="Open"/>.</exception>
    public OnnxSegmenter OpenLive(string? nameOrPath, FrameSize size, double framesPerSecond, int threads)
    {
        var model = Open(nameOrPath, threads);
        return nameOrPath is null or Quality.Auto ? Affordable(model, size, framesPerSecond, threads) : model;
    }

    /// <summary>Keeps the fine model if this processor is fast enough for it. Otherwise disposes it and opens the fast one, if there is one.</summary>
    /// <param name="fine">The fine model; the caller hands it over.</param>
    /// <param name="size">Size of the frames.</param>
    /// <param name="framesPerSecond">Rate of the frames.</param>
    /// <param name="threads">Number of threads of the model.</param>
    /// <exception cref="ShieldException">As <see cref="Open"/>.</exception>
    public OnnxSegmenter Affordable(OnnxSegmenter fine, FrameSize size, double framesPerSecond, int threads)
    {
        ArgumentNullException.ThrowIfNull(fine);
        if (!HasFastModel || Quality.LeavesHalf(Quality.Measure(fine, size), size, framesPerSecond, threads, Environment.ProcessorCount))
        {
            return fine;
        }

        fine.Dispose();
        return Open(Quality.Fast, threads);
    }

    /// <summary>Opens a model. Later changes of its file have no effect.</summary>
    /// <param name="nameOrPath">A word of <see cref="Quality"/>, a listed name, the path of an .onnx file (with its manifest beside it or its hash
    /// known) or of a manifest; null for <see cref="DefaultModel"/>.</param>
    /// <param name="threads">Threads within one run, 1..64.</param>
    /// <returns>A warm segmenter; the caller owns it.</returns>
    /// <exception cref="ShieldException">Not found, not readable, or different from its manifest.</exception>
    public OnnxSegmenter Open(string? nameOrPath = null, int threads = 1)
    {
        var wanted = nameOrPath switch
        {
            null or Quality.Auto or Quality.Fine => DefaultModel,
            Quality.Fast => HasFastModel ? FastModel : DefaultModel,
            _ => nameOrPath,
        };
        if (!IsPath(wanted))
        {
            return Load(OfName(wanted), threads);
        }

        if (wanted.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return Load(new KnownModel(Path.GetFullPath(wanted), ModelManifest.Read(wanted), null), threads);
        }

        var model = ModelFile.Read(wanted, "model", ModelFile.MaxModelBytes);
        var hash = ModelFile.Hash(model);
        var manifest = Beside(wanted) is { } beside ? ModelManifest.Read(beside) : WithHash(hash)?.Manifest;
        return OnnxSegmenter.Load(manifest ?? throw Unknown(wanted, hash), model, threads);
    }

    private static OnnxSegmenter Load(KnownModel known, int threads) =>
        OnnxSegmenter.Load(known.Manifest!, ModelFile.Read(known.ModelPath, "model", ModelFile.MaxModelBytes), threads);

    /// <summary>The best of several with one name: first those that can be used, then invalid ones; the shipped folder before the user's.</summary>
    private static ModelEntry Best(IEnumerable<ModelEntry> namesakes) => namesakes.MinBy(entry => entry.State switch
    {
        ModelState.Ready => 0,
        ModelState.Broken => 1,
        _ => 2,
    })!;

    private static bool IsPath(string text) =>
        text.Contains('/') || text.Contains(Path.DirectorySeparatorChar)
        || text.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) || text.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static string? Beside(string modelPath)
    {
        var manifest = Path.ChangeExtension(modelPath, ".json");
        return File.Exists(manifest) ? manifest : null;
    }

    private static ShieldException Unknown(string path, string hash) => Failed(
        $"StreamShield does not know the model {path} (SHA-256 {hash}): put its description, {Path.GetFileName(Path.ChangeExtension(path, ".json"))}, beside it, or take one of the models that 'streamshield models list' names.");

    private static ShieldException Failed(string sentence) => new(SlateReason.ModelFailed, sentence);

    private IEnumerable<KnownModel> Known() => KnownModel.In(ShippedFolder).Concat(KnownModel.In(UserFolder));

    private KnownModel? WithHash(string hash) => Known().FirstOrDefault(known => known.Manifest?.Sha256 == hash);

    private KnownModel[] Named(string name) => [.. Known().Where(known => known.Manifest?.Name == name)];

    private KnownModel OfferedModel(string name)
    {
        var namesakes = Named(name);
        return namesakes.FirstOrDefault(known => known.Inspect().State == ModelState.Ready && known.Manifest!.Download is not null)
            ?? namesakes.FirstOrDefault(known => known.Manifest!.Download is not null)
            ?? throw Failed(namesakes.Length == 0
                ? $"There is no model '{name}': choose one of {string.Join(", ", List().Where(entry => entry.Manifest?.Download is not null).Select(entry => entry.Name).DefaultIfEmpty("none"))}."
                : $"No address of the model '{name}' is known (source: {namesakes[0].Manifest!.Source}): get its file yourself and run 'streamshield models add FILE'.");
    }

    private KnownModel OfName(string name)
    {
        var namesakes = Known().Where(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (namesakes.Length == 0)
        {
            throw Failed(name == DefaultModel
                ? $"The model that comes with the program is missing in {ShippedFolder}: install StreamShield again, or choose another model with --model."
                : $"There is no model '{name}': choose one of {string.Join(", ", List().Select(entry => entry.Name).DefaultIfEmpty("none"))}, or give the path of an .onnx file.");
        }

        if (namesakes is [{ Manifest: not null } only] && File.Exists(only.ModelPath))
        {
            // Loading reads and checks it only once, and reports errors in the same words.
            return only;
        }

        var entries = namesakes.Select(known => (Known: known, Entry: known.Inspect())).ToArray();
        var best = Best(entries.Select(one => one.Entry));
        return best.State == ModelState.Ready ? entries.First(one => ReferenceEquals(one.Entry, best)).Known : throw Failed(best.Detail);
    }
}
