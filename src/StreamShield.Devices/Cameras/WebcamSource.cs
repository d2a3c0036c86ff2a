using System.Globalization;
using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Cameras;

/// <summary>A webcam through OpenCV: V4L2 on Linux, DirectShow (else Media Foundation) on Windows. Asks for MJPG, which most cameras need for full rate. On Linux colours are taken as the camera tells them, and a camera without MJPG is asked for 4:2:2.</summary>
public sealed class WebcamSource : ISource
{
    private const string Compressed = "MJPG";

    private readonly string _selector;
    private readonly FrameSize _wanted;
    private readonly double _wantedRate;
    private readonly LinuxCameras _linux;
    private readonly TimeProvider _time;
    private readonly FrameFitter _fitter = new();
    private readonly Mat _picture = new();
    private VideoCapture? _capture;
    private UncompressedColours? _colours;
    private CameraDevice? _opened;
    private int _index = -1;
    private string _encoding = Compressed;
    private string _name;
    private bool _grabbed;

    /// <summary>Creates a webcam source without opening it.</summary>
    /// <param name="selector">Its number, its name or part of it, or any path of its device file; empty for the first camera.</param>
    /// <param name="wanted">Requested size.</param>
    /// <param name="framesPerSecond">Requested rate.</param>
    public WebcamSource(string selector, FrameSize wanted, double framesPerSecond = 30)
        : this(selector, wanted, framesPerSecond, new LinuxCameras(), TimeProvider.System)
    {
    }

    /// <summary>For tests: replaces the system's camera list and clock.</summary>
    internal WebcamSource(string selector, FrameSize wanted, double framesPerSecond, LinuxCameras linux, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(framesPerSecond);
        _selector = selector.Trim();
        _wanted = wanted;
        _wantedRate = framesPerSecond;
        _linux = linux;
        _time = time;
        _name = _selector.Length == 0 ? "webcam" : $"webcam {_selector}";
    }

    /// <inheritdoc/>
    public string Name => _name;

    /// <inheritdoc/>
    public SourceFormat Open()
    {
        Close();
        var cameras = Choose();
        OpenCvNative.Prepare();
        var capture = StartCapture(isOnly: cameras is [{ IsVirtual: false }]);
        var started = _time.GetTimestamp();
        if (!capture.Grab())
        {
            capture.Dispose();
            throw Explain(_time.GetElapsedTime(started), CameraFailure.WillNotStart(_name));
        }

        _capture = capture;
        _grabbed = true;
        _opened ??= cameras.FirstOrDefault(camera => camera.Index == _index);
        if (OperatingSystem.IsLinux() && V4l2.FormatOf(_linux.PathOf(_index)) is { } reported && UncompressedColours.For(reported) is { } colours)
        {
            _ = capture.Set(VideoCaptureProperties.ConvertRgb, 0);
            _colours = colours;
        }

        var rate = capture.Fps;
        return new SourceFormat(
            capture.FrameWidth,
            capture.FrameHeight,
            double.IsFinite(rate) && rate is > 0 and <= 1000 ? rate : 0,
            VideoText.FourCc((uint)capture.Get(VideoCaptureProperties.FourCC)));
    }

    /// <inheritdoc/>
    public bool Read(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (_capture is null)
        {
            throw new InvalidOperationException($"The {Name} was read before it was opened.");
        }

        var started = _time.GetTimestamp();
        do
        {
            if (!_grabbed && !_capture.Grab())
            {
                break;
            }

            _grabbed = false;
            if (_capture.Retrieve(_picture) && !_picture.Empty())
            {
                _fitter.Fit(_colours?.Convert(_picture) ?? _picture, frame);
                return true;
            }

            // A truncated JPEG decodes to nothing: take the next picture, until the stall time-out.
        }
        while (_time.GetElapsedTime(started).TotalSeconds < OpenCvNative.StallSeconds);

        var waited = _time.GetElapsedTime(started);
        Close();
        throw Explain(waited, CameraFailure.Lost(_name));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _picture.Dispose();
        _fitter.Dispose();
    }

    private IReadOnlyList<CameraDevice> Cameras() => OperatingSystem.IsLinux() ? _linux.List() : DeviceList.Cameras();

    /// <summary>Chooses the camera to open.</summary>
    /// <returns>All cameras that were there.</returns>
    private IReadOnlyList<CameraDevice> Choose()
    {
        var cameras = Cameras();
        if (_opened is { } before)
        {
            // "The first camera", or its number, may be another one by now: of another place, for which neither zones nor the known room are right.
            var again = cameras.FirstOrDefault(camera => camera.IsSame(before)) ?? throw CameraFailure.Missing(_name, cameras);
            _index = again.Index;
        }
        else if (OperatingSystem.IsLinux() && _selector.StartsWith('/'))
        {
            // udev's links exist only while the camera is plugged in.
            _index = _linux.NumberOf(_selector);
            _name = cameras.FirstOrDefault(camera => camera.Index == _index) is { } there ? $"webcam {_index} ({there.Name})" : $"webcam {_selector}";
            if (_index < 0)
            {
                throw CameraFailure.Missing(_name, cameras);
            }
        }
        else if (int.TryParse(_selector, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            _index = number;
            _name = $"webcam {number}";
            if (cameras.FirstOrDefault(camera => camera.Index == number) is { } camera)
            {
                _name = $"webcam {number} ({camera.Name})";
            }
            else if (!OperatingSystem.IsLinux() || _linux.Query(number).State == CameraState.Missing)
            {
                throw CameraFailure.Missing(_name, cameras);
            }
        }
        else
        {
            var camera = _selector.Length > 0
                ? DeviceList.Find(_selector, cameras)
                : DeviceList.First(cameras) ?? throw CameraFailure.Missing("webcam", cameras);
            _index = camera.Index;
            _name = $"webcam {camera.Index} ({camera.Name})";
        }

        if (OperatingSystem.IsLinux())
        {
            var answer = _linux.Query(_index);
            if (Refusal(answer.State) is { } refusal)
            {
                throw refusal;
            }

            _encoding = EncodingOf(answer.Modes);
        }

        return cameras;
    }

    /// <summary>What to open a camera with. The number is a position in DirectShow's list, and Media Foundation lists cameras in an order of its own.</summary>
    internal static IReadOnlyList<VideoCaptureAPIs> Backends(bool isWindows, bool isOnly) =>
        !isWindows ? [VideoCaptureAPIs.V4L2] : isOnly ? [VideoCaptureAPIs.DSHOW, VideoCaptureAPIs.MSMF] : [VideoCaptureAPIs.DSHOW];

    /// <summary>What to ask a camera for. OpenCV by itself would prefer RGB, which costs the bus half as much again, and 4:2:0, which loses colour.</summary>
    internal static string EncodingOf(IReadOnlyList<CameraMode> modes) =>
        ((string[])[Compressed, "YUYV", "UYVY"]).FirstOrDefault(encoding => modes.Any(mode => mode.Encoding == encoding)) ?? Compressed;

    private VideoCapture StartCapture(bool isOnly)
    {
        int[] options =
        [
            (int)VideoCaptureProperties.FourCC, VideoWriter.FourCC(_encoding),
            (int)VideoCaptureProperties.FrameWidth, _wanted.Width,
            (int)VideoCaptureProperties.FrameHeight, _wanted.Height,
            (int)VideoCaptureProperties.Fps, (int)Math.Round(_wantedRate),
        ];
        foreach (var backend in Backends(OperatingSystem.IsWindows(), isOnly))
        {
            var capture = new VideoCapture(_index, backend, options);
            if (capture.IsOpened())
            {
                return capture;
            }

            // Some cameras reject the options as a whole but accept what they can one by one.
            capture.Dispose();
            capture = new VideoCapture(_index, backend);
            if (capture.IsOpened())
            {
                for (var i = 0; i < options.Length; i += 2)
                {
                    _ = capture.Set((VideoCaptureProperties)options[i], options[i + 1]);
                }

                return capture;
            }

            capture.Dispose();
        }

        throw Explain(TimeSpan.Zero, CameraFailure.WillNotStart(_name));
    }

    /// <summary>Finds out why pictures stopped or never came.</summary>
    private ShieldException Explain(TimeSpan waited, ShieldException otherwise)
    {
        if (OperatingSystem.IsLinux())
        {
            var state = _linux.Query(_index).State;
            if (state is CameraState.Missing)
            {
                return CameraFailure.Lost(_name);
            }

            if (Refusal(state) is { } refusal)
            {
                return refusal;
            }
        }

        // OpenCV's own time-out fires slightly before the stall time-out.
        return waited.TotalSeconds > OpenCvNative.StallSeconds - 0.5 ? CameraFailure.Stalled(_name) : otherwise;
    }

    private ShieldException? Refusal(CameraState state) => state switch
    {
        CameraState.Missing => CameraFailure.Missing(_name, Cameras()),
        CameraState.Denied => CameraFailure.Denied(_name, _linux.PathOf(_index)),
        CameraState.Busy => CameraFailure.Busy(_name),
        CameraState.NotCamera => CameraFailure.NotCamera(_name, _linux.PathOf(_index)),
        _ => null,
    };

    private void Close()
    {
        _capture?.Dispose();
        _capture = null;
        _colours?.Dispose();
        _colours = null;
        _grabbed = false;
    }
}
