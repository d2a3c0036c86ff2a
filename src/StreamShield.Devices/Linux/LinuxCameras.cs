using System.Globalization;

namespace StreamShield.Devices;

/// <summary>Lists /dev/videoN.</summary>
internal sealed class LinuxCameras
{
    private readonly string _deviceRoot;
    private readonly string _classRoot;
    private readonly Func<string, V4l2Answer> _query;

    /// <summary>A lister; the folders and the question are exchanged by tests.</summary>
    public LinuxCameras(string deviceRoot = "/dev", string classRoot = "/sys/class/video4linux", Func<string, V4l2Answer>? query = null)
    {
        _deviceRoot = deviceRoot;
        _classRoot = classRoot;
        _query = query ?? V4l2.Query;
    }

    /// <summary>The device file of a camera.</summary>
    public string PathOf(int index) => Path.Combine(_deviceRoot, $"video{index}");

    /// <summary>What the device file answers now.</summary>
    public V4l2Answer Ask(int index) => File.Exists(PathOf(index)) ? _query(PathOf(index)) : new V4l2Answer(CameraState.Missing, "", []);

    /// <summary>Devices that can capture, by index; those that cannot be asked with the reason.</summary>
    public IReadOnlyList<CameraDevice> List()
    {
        var cameras = new List<CameraDevice>();
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
            cameras.Add(new CameraDevice(index, name.Length > 0 ? name : $"camera {index}", path, answer.Modes, Problem(answer.State, path)) { IsVirtual = answer.IsLoopback });
        }

        return cameras;
    }

    /// <summary>Every video device with its answer, by index.</summary>
    public IReadOnlyList<(string Path, V4l2Answer Answer)> Devices() => [.. Indices().Select(index => (PathOf(index), _query(PathOf(index))))];

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
