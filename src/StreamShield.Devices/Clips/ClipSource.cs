using StreamShield.Core.Frames;
using StreamShield.Core.Pictures;
using StreamShield.Core.Storage;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Clips;

/// <summary>
/// A video file, decoded by ffmpeg if installed, otherwise by OpenCV. Pictures come upright, with square pixels, in standard dynamic range, each with its
/// timestamp. Live, the clip keeps its timing, drops late pictures and may loop; offline, every picture is delivered once.
/// </summary>
public sealed class ClipSource : ISource
{
    /// <summary>Frames per second assumed for clips that do not say.</summary>
    public const double AssumedRate = 30;

    /// <summary>A command line that makes a clip which every decoder can read.</summary>
    internal const string ConvertingLine = "ffmpeg -i IN -c:v libx264 -pix_fmt yuv420p OUT.mp4";

    private readonly string _path;
    private readonly bool _loop;
    private readonly bool _paced;
    private readonly TimeProvider _time;
    private readonly FrameSize? _largest;
    private readonly bool _useFfmpeg;
    private IClipDecoder? _decoder;
    private Pacer? _pacer;
    private bool _ready;
    private TimeSpan _start;
    private TimeSpan _previous;

    /// <summary>Creates a clip source without opening it.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="loop">True to start over at the end.</param>
    /// <param name="paced">True for live use; false to deliver every picture as fast as it is consumed.</param>
    /// <param name="time">The clock for pacing; null for the system's.</param>
    /// <param name="largest">The frames' size, so that larger pictures can be scaled down early; null if frames have the clip's own size.</param>
    /// <param name="useFfmpeg">False decodes with OpenCV even if ffmpeg is installed.</param>
    public ClipSource(string path, bool loop, bool paced, TimeProvider? time = null, FrameSize? largest = null, bool useFfmpeg = true)
    {
        ArgumentNullException.ThrowIfNull(path);
        _path = path;
        _loop = loop;
        _paced = paced;
        _time = time ?? TimeProvider.System;
        _largest = largest;
        _useFfmpeg = useFfmpeg;
    }

    /// <inheritdoc/>
    public string Name => $"clip {Path.GetFileName(_path)}";

    /// <summary>Properties of the open clip.</summary>
    public ClipInfo Info => _decoder?.Info ?? throw NotOpen();

    /// <summary>Time of the first picture, from the start of the file.</summary>
    public TimeSpan Start => _start;

    /// <summary>Time of the latest picture, from the first one. Strictly increasing, across loops as well.</summary>
    public TimeSpan Time => (_decoder?.Time ?? throw NotOpen()) - _start;

    /// <inheritdoc/>
    public SourceFormat Open()
    {
        Close();
        StartDecoder();
        _start = _decoder!.Time;
        _pacer = _paced ? new Pacer(_time) : null;
        var info = Info;
        return new SourceFormat(info.Width, info.Height, info.FramesPerSecond, info.Codec, info.FrameCount);
    }

    /// <inheritdoc/>
    public bool Read(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (_decoder is null)
        {
            throw NotOpen();
        }

        // A damaged picture can decode to nothing; the next one may be intact.
        while (Next())
        {
            if (!IsLate() && _decoder.Retrieve(frame))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Skips the next picture without converting it; for clips that are not paced.</summary>
    /// <returns>False at the end.</returns>
    public bool Skip() => Next();

    /// <inheritdoc/>
    public void Dispose() => Close();

    private bool Next()
    {
        _previous = _decoder!.Time;
        if (_ready || _decoder.Next())
        {
            _ready = false;
            return true;
        }

        if (!_loop)
        {
            return false;
        }

        // A clip that cannot be rewound is opened again; if it has vanished or changed, opening reports that.
        Open();
        _ready = false;
        return true;
    }

    /// <summary>Waits until the picture is due.</summary>
    /// <returns>True if the next picture is due as well, so that this one should be dropped.</returns>
    private bool IsLate()
    {
        var late = _pacer?.WaitUntil(Time) ?? TimeSpan.Zero;
        var gap = _decoder!.Time - _previous;
        return late > TimeSpan.Zero && late >= (gap > TimeSpan.Zero ? gap : TimeSpan.FromSeconds(1 / AssumedRate));
    }

    private void StartDecoder()
    {
        CheckFile();
        // One thread decodes 720p in about 5 ms, which is enough live and saves memory; offline, a second one halves the time.
        var threads = _paced ? 1 : 2;
        _decoder = _useFfmpeg && ClipProbe.IsReady
            ? new FfmpegDecoder(_path, Probe(), _loop, _largest, threads)
            : new OpenCvDecoder(_path, _loop, threads);
        if (_decoder.Next())
        {
            _ready = true;
            return;
        }

        var words = (_decoder as FfmpegDecoder)?.LastWords is { Length: > 0 } said ? $" (ffmpeg said: {VideoText.Plain(said)})" : "";
        var codec = Info.Codec;
        Close();
        throw Unusable($"holds no picture that can be decoded as {codec}{words}: check that it plays elsewhere, and convert it there with {ConvertingLine}");
    }

    private ClipInfo Probe()
    {
        var info = ClipProbe.Read(_path) ?? throw NoVideo();
        return (long)info.Width * info.Height <= PictureFile.MaxPixels ? info
            : throw Unusable($"has pictures of {info.Width}x{info.Height}, and at most {PictureFile.MaxPixels / 1e6:0} million pixels are taken: make them smaller with ffmpeg -i IN -vf scale=1920:-2 OUT.mp4");
    }

    private void CheckFile()
    {
        if (string.IsNullOrWhiteSpace(_path))
        {
            throw new ShieldException(SlateReason.SourceMissing, "No clip was named: give the path of a video file.");
        }

        if (Directory.Exists(_path))
        {
            throw Unusable("is a folder: name the video file inside it");
        }

        if (PlainFile.Fault(_path) is { } fault)
        {
            throw Unusable($"cannot be opened, for {fault}: write what comes from there into a file first");
        }

        if (!File.Exists(_path))
        {
            throw Unusable("does not exist: check the path");
        }

        try
        {
            using var file = PlainFile.Open(_path);
            if (file.Length == 0)
            {
                throw Unusable("is empty (0 bytes): the recording or the copy did not finish, make it again");
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw Unusable("may not be read: give yourself read permission on it", e);
        }
        catch (IOException e)
        {
            throw Unusable($"cannot be read ({VideoText.Plain(e.Message)}): copy it to a local disk and try again", e);
        }
    }

    private InvalidOperationException NotOpen() => new($"The {Name} was read before it was opened.");

    private ShieldException NoVideo() => Unusable($"is not a video that can be read, or it is damaged or only a list of other files: convert it with {ConvertingLine}, or record it again");

    private ShieldException Unusable(string what, Exception? inner = null) =>
        new(SlateReason.SourceMissing, $"The clip '{_path}' {what}.", inner);

    private void Close()
    {
        _decoder?.Dispose();
        _decoder = null;
        _pacer?.Dispose();
        _pacer = null;
        _ready = false;
    }
}
