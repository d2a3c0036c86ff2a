using OpenCvSharp;
using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>A video file. Live it keeps the clip's own rate, leaves pictures out when late and may loop; offline it gives every picture once.</summary>
/// <remarks>Where a clip changes its size midway, OpenCV stretches the later pictures to the first size before they can be letterboxed here.</remarks>
public sealed class ClipSource : ISource
{
    private const int DecoderThreadsProperty = 70;
    private const double AssumedRate = 30;

    private readonly string _path;
    private readonly bool _loop;
    private readonly bool _paced;
    private readonly TimeProvider _time;
    private readonly FrameFitter _fitter = new();
    private readonly Mat _picture = new();
    private readonly FrameHeaders _headers = new();
    private VideoCapture? _capture;
    private Pacer? _pacer;
    private bool _grabbed;
    private (int Width, int Height) _size;

    /// <summary>A clip, not opened yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="loop">True to start again at the end.</param>
    /// <param name="paced">True for live use; false to deliver as fast as pictures are taken, every one.</param>
    /// <param name="time">Where time comes from; null for the system's clock.</param>
    public ClipSource(string path, bool loop, bool paced, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        _path = path;
        _loop = loop;
        _paced = paced;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public string Name => $"clip {Path.GetFileName(_path)}";

    /// <inheritdoc/>
    public SourceFormat Open()
    {
        Close();
        CheckFile();
        OpenCvNative.Prepare();
        var capture = StartDecoder();
        var rate = capture.Fps;
        var known = double.IsFinite(rate) && rate is > 0 and <= 1000;
        if (_paced)
        {
            _pacer = new Pacer(_time, known ? rate : AssumedRate);
        }

        _size = (capture.FrameWidth, capture.FrameHeight);
        return new SourceFormat(
            capture.FrameWidth, capture.FrameHeight, known ? rate : 0, VideoText.FourCc((uint)capture.Get(VideoCaptureProperties.FourCC)), Math.Max(0, capture.FrameCount));
    }

    /// <inheritdoc/>
    public bool Read(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (_capture is null)
        {
            throw new InvalidOperationException($"The {Name} was read before it was opened.");
        }

        for (var skip = _pacer?.WaitForNext() ?? 0; skip > 0; skip--)
        {
            if (!Grab())
            {
                return false;
            }

            _grabbed = false;
        }

        // A damaged packet can decode to nothing; the next one may be whole.
        while (Grab())
        {
            _grabbed = false;
            if (Retrieve(frame))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Passes over the next picture, decoding it without converting it; for clips that are not paced.</summary>
    /// <returns>False at the end.</returns>
    public bool Skip()
    {
        var more = Grab();
        _grabbed = false;
        return more;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _picture.Dispose();
        _headers.Dispose();
        _fitter.Dispose();
    }

    /// <summary>Converts the picture just decoded: straight into the frame where the sizes agree, else through a picture of its own.</summary>
    private bool Retrieve(Frame frame)
    {
        var direct = _size == (frame.Size.Width, frame.Size.Height);
        var picture = direct ? _headers.Over(frame) : _picture;
        if (!_capture!.Retrieve(picture) || picture.Empty())
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

    private bool Grab()
    {
        if (_grabbed || _capture!.Grab())
        {
            _grabbed = true;
            return true;
        }

        if (!_loop)
        {
            return false;
        }

        // Containers that cannot seek are opened anew, which a clip that vanished or changed meanwhile refuses with its sentence.
        if (_capture.Set(VideoCaptureProperties.PosFrames, 0) && _capture.PosFrames == 0 && _capture.Grab())
        {
            _grabbed = true;
            return true;
        }

        _capture.Dispose();
        _capture = null;
        CheckFile();
        StartDecoder();
        return true;
    }

    private VideoCapture StartDecoder()
    {
        // One thread decodes 720p in about 5 ms and saves memory where only 30 pictures a second are wanted; offline, the second one halves the time.
        int[] options = [DecoderThreadsProperty, _paced ? 1 : 2, (int)VideoCaptureProperties.HwAcceleration, (int)VideoAccelerationType.None];
        var capture = new VideoCapture(Path.GetFullPath(_path), VideoCaptureAPIs.FFMPEG, options);
        if (!capture.IsOpened())
        {
            capture.Dispose();
            throw Unusable("is not a video that can be read, or it is damaged: convert it with ffmpeg -i IN -pix_fmt yuv420p OUT.mp4, or record it again");
        }

        if (!capture.Grab())
        {
            capture.Dispose();
            throw Unusable("holds no picture that can be decoded: check that it plays elsewhere, or record it again");
        }

        _capture = capture;
        _grabbed = true;
        return capture;
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

        if (!File.Exists(_path))
        {
            throw Unusable("does not exist: check the path");
        }

        try
        {
            using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
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

    private ShieldException Unusable(string what, Exception? inner = null) =>
        new(SlateReason.SourceMissing, $"The clip '{_path}' {what}.", inner);

    private void Close()
    {
        _capture?.Dispose();
        _capture = null;
        _pacer?.Dispose();
        _pacer = null;
        _grabbed = false;
    }
}
