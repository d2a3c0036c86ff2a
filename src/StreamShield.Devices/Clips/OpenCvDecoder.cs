using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Clips;

/// <summary>Decodes a clip with OpenCV's built-in decoder, for computers without ffmpeg. Rejects clips that it would show wrongly.</summary>
/// <remarks>If a clip changes its size midway, OpenCV stretches the later pictures to the first size; they cannot be letterboxed.</remarks>
internal sealed class OpenCvDecoder : IClipDecoder
{
    private const int ThreadsProperty = 70;

    /// <summary>Pixel formats that OpenCV converts correctly: 8 bits, no alpha.</summary>
    private static readonly string[] GoodPixels = ["I420", "YV12", "NV12", "J420", "422P", "444P", "YUYV", "YUY2", "UYVY", "Y800", "GREY", "BGR", "RGB", ""];

    private readonly VideoCapture _capture;
    private readonly FrameFitter _fitter = new();
    private readonly Mat _picture = new();
    private readonly FrameHeaders _headers = new();
    private readonly bool _loop;
    private readonly TimeSpan _period;
    private bool _grabbed;
    private TimeSpan _lapStart;
    private bool _started;

    /// <summary>Opens a clip.</summary>
    /// <param name="path">Path of an existing clip.</param>
    /// <param name="loop">True to repeat the clip endlessly.</param>
    /// <param name="threads">Number of decoder threads.</param>
    /// <exception cref="ShieldException">The clip cannot be decoded correctly; the message says what to install or do.</exception>
    public OpenCvDecoder(string path, bool loop, int threads)
    {
        OpenCvNative.Prepare();
        _loop = loop;
        int[] options = [ThreadsProperty, threads, (int)VideoCaptureProperties.HwAcceleration, (int)VideoAccelerationType.None];
        _capture = new VideoCapture(Path.GetFullPath(path), VideoCaptureAPIs.FFMPEG, options);
        try
        {
            Info = ReadInfo(path);
        }
        catch
        {
            _capture.Dispose();
            throw;
        }

        _period = TimeSpan.FromSeconds(1 / (Info.FramesPerSecond > 0 ? Info.FramesPerSecond : ClipSource.AssumedRate));
    }

    /// <inheritdoc/>
    public ClipInfo Info { get; }

    /// <inheritdoc/>
    public TimeSpan Time { get; private set; }

    /// <inheritdoc/>
    public bool Next()
    {
        if (!_grabbed && !_capture.Grab())
        {
            // Containers that cannot seek end here and are opened again.
            if (!_loop || !_capture.Set(VideoCaptureProperties.PosFrames, 0) || _capture.PosFrames != 0 || !_capture.Grab())
            {
                return false;
            }

            _lapStart = Time + _period;
        }

        _grabbed = false;
        var time = _lapStart + TimeSpan.FromMilliseconds(Math.Max(0, _capture.PosMsec));
        Time = _started && time <= Time ? Time + _period : time;
        _started = true;
        return true;
    }

    /// <summary>Converts the current picture: directly into the frame if the sizes match, otherwise through a buffer.</summary>
    public bool Retrieve(Frame frame)
    {
        var direct = (Info.Width, Info.Height) == (frame.Size.Width, frame.Size.Height);
        var picture = direct ? _headers.Over(frame) : _picture;
        if (!_capture.Retrieve(picture) || picture.Empty())
        {
            return false;
        }

        if (!direct || picture.Data != frame.Address)
        {
            _fitter.Fit(picture, frame);
        }

        if (direct && picture.Data != frame.Address)
        {
            _headers.Forget(frame);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _capture.Dispose();
        _picture.Dispose();
        _headers.Dispose();
        _fitter.Dispose();
    }

    private ClipInfo ReadInfo(string path)
    {
        var codec = _capture.IsOpened() ? VideoText.FourCc((uint)_capture.Get(VideoCaptureProperties.FourCC)) : "";
        var named = codec.Length > 0 ? $" ({codec})" : "";
        if (!_capture.IsOpened())
        {
            throw Refused(path, "is not a video that can be read, or it is damaged");
        }

        if (!_capture.Grab())
        {
            throw Refused(path, $"holds no picture that can be decoded{named}");
        }

        _grabbed = true;
        var pixels = VideoText.FourCc((uint)_capture.Get(VideoCaptureProperties.CodecPixelFormat));
        if (!GoodPixels.Contains(pixels))
        {
            throw Refused(path, $"has pictures of more than 8 bits or with transparency{named}, whose colours would come out wrong");
        }

        var (across, down) = (_capture.Get(VideoCaptureProperties.SARNum), _capture.Get(VideoCaptureProperties.SARDen));
        if (across > 0 && down > 0 && across != down)
        {
            throw Refused(path, $"has pixels that are not square ({across:0}:{down:0}), so that everybody would come out too thin or too wide");
        }

        if (codec.ToUpperInvariant() is "PNG" or "MPNG" or "BMP" or "GIF")
        {
            throw Refused(path, "begins with a cover picture");
        }

        var rate = _capture.Fps;
        var known = double.IsFinite(rate) && rate is > 0 and <= 240;
        var count = Math.Max(0, _capture.FrameCount);
        return new ClipInfo
        {
            Codec = codec,
            Width = _capture.FrameWidth,
            Height = _capture.FrameHeight,
            FramesPerSecond = known ? rate : 0,
            FrameCount = known ? count : 0,
            IsCounted = known && count > 0,
            Duration = known ? TimeSpan.FromSeconds(count / rate) : TimeSpan.Zero,
            Matrix = VideoMatrix.Unspecified,
        };
    }

    private static ShieldException Refused(string path, string what) => new(SlateReason.SourceMissing,
        $"The clip '{path}' {what}: install ffmpeg, or convert it elsewhere with {ClipSource.ConvertingLine}.");
}
