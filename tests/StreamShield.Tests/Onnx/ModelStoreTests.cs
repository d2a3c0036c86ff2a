using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Onnx;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Onnx;

/// <summary>The store on folders of its own: list, verify, add, open, and a sentence for everything that can go wrong.</summary>
public sealed class ModelStoreTests : IDisposable
{
    private const int Width = 16;
    private const int Height = 8;
    private readonly TempFolder _folder = new();
    private readonly ModelStore _store;

    public ModelStoreTests() => _store = new ModelStore(At("shipped"), At("user", "models"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_empty_store_says_that_the_default_model_is_missing()
    {
        Assert.Empty(_store.List());
        Assert.Empty(_store.List().Select(ModelStore.Verify));
        Assert.Contains("install StreamShield again", Fault(() => _store.Open()), StringComparison.Ordinal);
        Assert.Contains("There is no model 'other': choose one of none", Fault(() => _store.Open("other")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_model_is_listed_first_verified_and_opened()
    {
        Ship("streamshield");
        Ship("another");
        var list = _store.List();
        Assert.Equal(["streamshield", "another"], list.Select(entry => entry.Name));
        Assert.All(list, entry => Assert.Equal((ModelState.Ready, ""), (entry.State, entry.Detail)));
        Assert.Equal(new FileInfo(At("shipped", "another.onnx")).Length, list[1].Bytes);
        Assert.All(_store.List().Select(ModelStore.Verify), verdict => Assert.Equal(ModelState.Ready, verdict.State));
        using var segmenter = _store.Open();
        Assert.Equal("streamshield", segmenter.Name);
        using var other = _store.Open("Another", threads: 2);
        Assert.Equal("another", other.Name);
    }

    [Fact]
    public void A_known_model_is_added_by_its_hash_whatever_its_file_is_called()
    {
        var model = Ship("streamshield", "reference", "known");
        File.Delete(At("shipped", "reference", "known.onnx"));
        Assert.Equal(ModelState.NotInstalled, _store.List().Single(entry => entry.Name == "known").State);
        Assert.Contains("run 'streamshield models add FILE'", Fault(() => _store.Open("known")), StringComparison.Ordinal);
        Assert.Equal(ModelState.NotInstalled, _store.List().Select(ModelStore.Verify).Single(verdict => verdict.Name == "known").State);

        File.WriteAllBytes(At("download.bin"), model);
        Assert.Contains("'known' is installed", _store.Add(At("download.bin")), StringComparison.Ordinal);
        Assert.Equal(ModelState.Ready, _store.List().Single(entry => entry.Name == "known").State);
        Assert.Contains("already installed", _store.Add(At("download.bin")), StringComparison.Ordinal);
        using var segmenter = _store.Open("known");
        using var bare = _store.Open(Copy(model, "bare.onnx"));
        Assert.Equal(("known", "known"), (segmenter.Name, bare.Name));
        Assert.Equal([At("user", "models", "known")], Directory.GetFileSystemEntries(At("user", "models")));
    }

    [Fact]
    public void A_model_with_a_manifest_beside_it_is_added()
    {
        var path = TinyOnnx.Write(At("download"), "mine", TinyOnnx.BrightIsPerson(Width, Height), Width, Height);
        Assert.Contains("'mine' is installed: choose it with --model mine", _store.Add(path), StringComparison.Ordinal);
        Directory.Delete(At("download"), recursive: true);
        using var segmenter = _store.Open("mine");
        Assert.Equal("mine", segmenter.Name);
    }

    [Fact]
    public void An_installed_model_that_was_damaged_is_repaired_by_adding_it_again()
    {
        var path = TinyOnnx.Write(At("download"), "mine", TinyOnnx.BrightIsPerson(Width, Height), Width, Height);
        _store.Add(path);
        File.WriteAllText(At("user", "models", "mine", "mine.onnx"), "garbage");
        Assert.Equal(ModelState.Broken, Assert.Single(_store.List()).State);
        Assert.Contains("damaged or was swapped", Fault(() => _store.Open("mine")), StringComparison.Ordinal);
        Assert.Contains("is installed", _store.Add(path), StringComparison.Ordinal);
        Assert.Equal(ModelState.Ready, Assert.Single(_store.List().Select(ModelStore.Verify)).State);
    }

    [Fact]
    public void Another_model_of_a_known_name_is_refused()
    {
        Ship("streamshield");
        var path = TinyOnnx.Write(At("download"), "streamshield", TinyOnnx.Constant(Width, Height, 1), Width, Height);
        Assert.Contains("give this one another name", Fault(() => _store.Add(path)), StringComparison.Ordinal);
        NothingInstalled();
    }

    [Fact]
    public void What_cannot_be_added_leaves_nothing_behind()
    {
        Assert.Contains("There is no model", Fault(() => _store.Add(At("none.onnx"))), StringComparison.Ordinal);
        Assert.Contains("is a folder", Fault(() => _store.Add(_folder.Path)), StringComparison.Ordinal);
        File.WriteAllBytes(At("empty.onnx"), []);
        Assert.Contains("is empty", Fault(() => _store.Add(At("empty.onnx"))), StringComparison.Ordinal);
        var bare = Copy(TinyOnnx.Constant(Width, Height, 0), "bare.onnx");
        Assert.Contains("does not know the model", Fault(() => _store.Add(bare)), StringComparison.Ordinal);
        Assert.Contains("(SHA-256 ", Fault(() => _store.Open(bare)), StringComparison.Ordinal);
        File.WriteAllText(At("bare.json"), "{");
        Assert.Contains("no valid JSON", Fault(() => _store.Add(bare)), StringComparison.Ordinal);
        var garbage = TinyOnnx.Write(At("download"), "bad", [1, 2, 3], Width, Height);
        Assert.Contains("is no ONNX model", Fault(() => _store.Add(garbage)), StringComparison.Ordinal);
        var nan = TinyOnnx.Write(At("download"), "nan", TinyOnnx.NaN(Width, Height), Width, Height);
        Assert.Contains("no numbers", Fault(() => _store.Add(nan)), StringComparison.Ordinal);
        var swapped = TinyOnnx.Write(At("download"), "swapped", TinyOnnx.Constant(Width, Height, 0), Width, Height);
        File.WriteAllBytes(swapped, TinyOnnx.Constant(Width, Height, 1));
        Assert.Contains("has the hash", Fault(() => _store.Add(swapped)), StringComparison.Ordinal);
        NothingInstalled();
    }

    [Fact]
    public void A_user_folder_that_cannot_be_made_is_one_sentence()
    {
        File.WriteAllText(At("user"), "a file where the folder should be");
        var path = TinyOnnx.Write(At("download"), "mine", TinyOnnx.BrightIsPerson(Width, Height), Width, Height);
        Assert.Contains("could not be copied", Fault(() => _store.Add(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void One_broken_manifest_does_not_hide_the_other_models()
    {
        Ship("streamshield");
        File.WriteAllText(At("shipped", "odd.json"), "[]");
        Assert.Equal(ModelState.Broken, _store.List().Single(entry => entry.Name == "odd").State);
        Assert.Contains("allowed is an object", Fault(() => _store.Open("odd")), StringComparison.Ordinal);
        Assert.Contains("allowed is an object", _store.List().Select(ModelStore.Verify).Single(verdict => verdict.Name == "odd").Sentence, StringComparison.Ordinal);
        _store.Open().Dispose();
    }

    [Fact]
    public void Verifying_finds_a_model_that_does_not_fit_its_manifest()
    {
        var model = TinyOnnx.Echo(Width, Height);
        TinyOnnx.Write(At("shipped"), "misfit", model, Width, Height);
        Assert.Equal(ModelState.Ready, Assert.Single(_store.List()).State);
        var verdict = Assert.Single(_store.List().Select(ModelStore.Verify));
        Assert.Equal(ModelState.Broken, verdict.State);
        Assert.Contains("does not fit its manifest", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_open_models_and_manifests()
    {
        var path = TinyOnnx.Write(At("download"), "mine", TinyOnnx.BrightIsPerson(Width, Height), Width, Height);
        _store.Open(path).Dispose();
        _store.Open(Path.ChangeExtension(path, ".json")).Dispose();
        Assert.Contains("There is no model", Fault(() => _store.Open(At("none.onnx"))), StringComparison.Ordinal);
        Assert.Contains("There is no manifest", Fault(() => _store.Open(At("none.json"))), StringComparison.Ordinal);
        Assert.Contains("is a folder", Fault(() => _store.Open(_folder.Path + "/")), StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains("There is no model", Fault(() => _store.Open(Path.ChangeExtension(path, ".json"))), StringComparison.Ordinal);
        Directory.CreateDirectory(path);
        Assert.Contains("is a folder", Fault(() => _store.Open(Path.ChangeExtension(path, ".json"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_swapped_after_opening_changes_nothing()
    {
        Ship("streamshield");
        using var segmenter = _store.Open();
        File.WriteAllText(At("shipped", "streamshield.onnx"), "garbage");
        using var pool = new FramePool(new FrameSize(32, 32), 1);
        using var frame = pool.Rent();
        using var matte = new Matte(Width, Height);
        frame.Pixels.Fill(255);
        frame.Stamp(7, 0);
        segmenter.Segment(frame, matte);
        Assert.Equal((7, 255), (matte.FrameId, (int)matte.Alpha[0]));
        Assert.Contains("damaged or was swapped", Fault(() => _store.Open()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_models_are_good()
    {
        var store = new ModelStore(ModelStore.ForThisUser().ShippedFolder, At("user"));
        Assert.SkipWhen(store.List().Count == 0, "No models lie beside the tests.");
        var verdicts = store.List().Select(ModelStore.Verify).ToList();
        Assert.Equal([ModelStore.DefaultModel, ModelStore.FastModel], verdicts.Take(2).Select(static verdict => verdict.Name));
        Assert.All(verdicts.Take(2), static verdict => Assert.Equal(ModelState.Ready, verdict.State));
        Assert.All(verdicts.Skip(2), static verdict => Assert.Equal(ModelState.NotInstalled, verdict.State));
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_one_sentence()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Needs a user whom the system refuses a file.");
        var path = Copy(TinyOnnx.Constant(Width, Height, 0), "closed.onnx");
        TempFolder.SetMode(path, UnixFileMode.None);
        Assert.Contains("may not be read: allow your user to read it", Fault(() => _store.Open(path)), StringComparison.Ordinal);
    }

    private string At(params string[] parts) => Path.Combine([_folder.Path, .. parts]);

    private static string Fault(Action action)
    {
        var e = Assert.Throws<ShieldException>(action);
        Assert.Equal(SlateReason.ModelFailed, e.Reason);
        Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        return e.Message;
    }

    private byte[] Ship(string name, params string[] under)
    {
        var (folder, file) = under.Length == 0 ? (At("shipped"), name) : (At("shipped", under[0]), under[1]);
        var model = TinyOnnx.BrightIsPerson(Width, Height);
        TinyOnnx.Write(folder, file, model, Width, Height);
        return model;
    }

    private string Copy(byte[] model, string name)
    {
        File.WriteAllBytes(At(name), model);
        return At(name);
    }

    private void NothingInstalled() =>
        Assert.True(!Directory.Exists(At("user", "models")) || Directory.GetFileSystemEntries(At("user", "models")).Length == 0);
}
