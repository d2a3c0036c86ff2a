using System.Globalization;

namespace StreamShield.Devices.Cameras;

/// <summary>Lists the cameras at /dev/videoN.</summary>
internal sealed class LinuxCameras
{
    /// <summary>Prefix of the numbered device files.</summary>
    public const string NumberedFile = "/dev/video";

    private static readonly string[] StableFolders = ["v4l/by-id", "v4l/by-path"];

    private readonly string _deviceRoot;
    private readonly string _classRoot;
    private readonly Func<string, V4l2Answer> _query;

    /// <summary>The parameters replace the system's folders and the ioctl query in tests.</summary>
    public LinuxCameras(string deviceRoot = "/dev", string classRoot = "/sys/class/video4linux", Func<string, V4l2Answer>? query = null)
    {
        _deviceRoot = deviceRoot;
        _classRoot = classRoot;
        _query = query ?? V4l2.Query;
    }

    /// <summary>True for any of the names of a camera's device file, whether or not it exists.</summary>
    public static bool IsDeviceFile(string path) =>
        OperatingSystem.IsLinux()
        && (path.StartsWith("/dev/v4l/", StringComparison.Ordinal) || (path.StartsWith(NumberedFile, StringComparison.Ordinal) && IndexOf(path) >= 0) || TargetOf(path).StartsWith(NumberedFile, StringComparison.Ordinal));

    /// <summary>The number of the device file that a path names or links to; -1 if there is none.</summary>
    public int NumberOf(string path)
    {
        var target = TargetOf(path);
        return Path.GetDirectoryName(target) == _deviceRoot && Path.GetFileName(target).StartsWith("video", StringComparison.Ordinal) ? IndexOf(target) : -1;
    }

    public string PathOf(int index) => Path.Combine(_deviceRoot, $"video{index}");

    /// <summary>Queries the device file's current state.</summary>
    public V4l2Answer Query(int index) => File.Exists(PathOf(index)) ? _query(PathOf(index)) : new V4l2Answer(CameraState.Missing, "", []);

    /// <summary>Devices that can capture, ordered by index; those that cannot be queried carry the reason.</summary>
    public IReadOnlyList<CameraDevice> List()
    {
        var cameras = new List<CameraDevice>();
        var stable = StablePaths();
        foreach (var index in Indices())
        {
            var path = PathOf(index);
            var answer = _query(path);
            if (answer.State is CameraState.NotCamera or CameraState.Missing)
            {
                continue;
            }

            var name = NameOf(index);
            name = name.Length > 0 ? name : answer.Card;
            cameras.Add(new CameraDevice(index, name.Length > 0 ? name : $"camera {index}", path, answer.Modes, Problem(answer.State, path)) { IsVirtual = answer.IsLoopback, StablePath = stable.GetValueOrDefault(index, "") });
        }

        return cameras;
    }

    /// <summary>All video devices with their query results, ordered by index.</summary>
    public IReadOnlyList<(string Path, V4l2Answer Answer)> Devices() => [.. Indices().Select(index => (PathOf(index), _query(PathOf(index))))];

    private static string TargetOf(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Not a path, does not exist, or access is denied.
            return path;
        }
    }

    /// <summary>Maps each device number to the first stable path that links to it.</summary>
    private Dictionary<int, string> StablePaths()
    {
        var found = new Dictionary<int, string>();
        foreach (var link in StableFolders.Select(folder => Path.Combine(_deviceRoot, folder)).Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal)))
        {
            if (NumberOf(link) is >= 0 and var number)
            {
                found.TryAdd(number, link);
            }
        }

        return found;
    }

    private IEnumerable<int> Indices() => Directory.Exists(_deviceRoot)
        ? Directory.EnumerateFiles(_deviceRoot, "video*").Select(IndexOf).Where(index => index >= 0).Order()
        : [];

    private static string Problem(CameraState state, string path) => state switch
    {
        CameraState.Ready => "",
        CameraState.Busy => "In use by another program: close that program to use it here.",
        CameraState.Denied => CameraFailure.DeniedCure(path),
        _ => $"{path} does not answer like a camera: unplug it and plug it in again.",
    };

    private static int IndexOf(string path)
    {
        var digits = Path.GetFileName(path)["video".Length..];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;
    }

    private string NameOf(int index)
    {
        var file = Path.Combine(_classRoot, $"video{index}", "name");
        return File.Exists(file) ? File.ReadAllText(file).Trim() : "";
    }
}
