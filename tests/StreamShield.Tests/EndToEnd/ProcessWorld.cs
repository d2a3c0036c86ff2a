using StreamShield.Tests.Devices;

namespace StreamShield.Tests.EndToEnd;

/// <summary>
/// All that one process of the program sees: a clip of the <see cref="Room"/>, in which the model gives no numbers for a while, and empty folders of its own where it could write.
/// </summary>
internal sealed class ProcessWorld : IDisposable
{
    private static readonly string[] Places = ["home", "data", "temp", "work"];

    private readonly TempFolder _folder = new();
    private readonly ShieldModels _models = new();

    public ProcessWorld(int seed, int pictures = 60, double rate = 60)
    {
        Room = new Room(seed);
        Clip = RoomClip.Write(_folder.File("room.avi"), Room, pictures, rate, IsBad);
        Model = _models.NaNOnWhite;
        foreach (var place in Places)
        {
            Directory.CreateDirectory(_folder.File(place));
        }
    }

    public Room Room { get; }

    public string Clip { get; }

    public string Model { get; }

    /// <summary>Files that the process left anywhere.</summary>
    public IEnumerable<string> Written => Places.SelectMany(place => Directory.EnumerateFiles(_folder.File(place), "*", SearchOption.AllDirectories)).Select(file => Path.GetRelativePath(_folder.Path, file));

    /// <summary>Numbers of the pictures on which the model fails: more in a row than it takes to load the model anew.</summary>
    public static bool IsBad(long number) => number is >= 20 and < 36;

    public ShieldProcess Start(params string[] arguments) => Start([], arguments);

    /// <summary>Folder for temporary files.</summary>
    public string Temp => _folder.File("temp");

    /// <summary>Starts the program with more variables; null takes one away.</summary>
    public ShieldProcess Start(Dictionary<string, string?> environment, params string[] arguments) => new(
        arguments,
        _folder.File("work"),
        new(environment) { ["HOME"] = _folder.File("home"), ["XDG_DATA_HOME"] = _folder.File("data"), ["TMPDIR"] = Temp });

    /// <summary>The same as a live run with a stream.</summary>
    /// <param name="environment">More variables; null takes one away.</param>
    public ShieldProcess StartLive(Dictionary<string, string?>? environment = null) =>
        Start(environment ?? [], ["run", "--source", Clip, "--size", $"{Room.Size}", "--fps", "60", "--model", Model, "--port", "0"]);

    public string Output(string name) => Path.Combine(_folder.File("work"), name);

    public void Dispose()
    {
        _models.Dispose();
        _folder.Dispose();
    }
}
