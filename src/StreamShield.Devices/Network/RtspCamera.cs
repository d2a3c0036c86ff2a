using OpenCvSharp;
using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>A phone or network camera over RTSP, decoded by OpenCV's FFmpeg in this process, so that its password is in no other program's arguments.</summary>
internal sealed class RtspCamera(CameraAddress address) : ISource
{
    private const int PatienceMs = 5000;

    /// <summary>OpenCV's CAP_PROP_OPEN_TIMEOUT_MSEC and CAP_PROP_READ_TIMEOUT_MSEC, which OpenCvSharp does not name.</summary>
    private const int OpenTimeout = 53, ReadTimeout = 54;

    private readonly FrameFitter _fitter = new();
    private readonly Mat _picture = new();
    private RtspRelay? _relay;
    private VideoCapture? _capture;

    /// <inheritdoc/>
    public string Name => address.Name;

    /// <inheritdoc/>
    public SourceFormat Open()
    {
        Close();
        OpenCvNative.Prepare();
        _relay = new RtspRelay(address);
        var here = new UriBuilder(address.Uri) { Host = "127.0.0.1", Port = _relay.Here.Port }.Uri.AbsoluteUri;
        var capture = new VideoCapture(here, VideoCaptureAPIs.FFMPEG, [OpenTimeout, PatienceMs, ReadTimeout, PatienceMs]);
        if (!capture.IsOpened())
        {
            capture.Dispose();
            var refusal = _relay.Refusal;
            Close();
            throw refusal ?? new ShieldException(SlateReason.SourceMissing,
                $"The {Name} answers, but gives no picture at that address: copy the rtsp:// address from its app, with name and password if it wants them (rtsp://NAME:PASSWORD@{address.Uri.Host}:{address.Port}/...).");
        }

        _capture = capture;
        var rate = capture.Fps;
        return new SourceFormat(capture.FrameWidth, capture.FrameHeight, double.IsFinite(rate) && rate is > 0 and <= 1000 ? rate : 0, VideoText.FourCc((uint)capture.Get(VideoCaptureProperties.FourCC)));
    }

    /// <inheritdoc/>
    public bool Read(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (_capture is null)
        {
            throw new InvalidOperationException($"The {Name} was read before it was opened.");
        }

        if (_capture.Read(_picture) && !_picture.Empty())
        {
            _fitter.Fit(_picture, frame);
            return true;
        }

        Close();
        throw new ShieldException(SlateReason.SourceLost, $"The {Name} has ended its stream, or sent nothing for {PatienceMs / 1000} seconds: it is asked again by itself; wake the phone, and check the network.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _picture.Dispose();
        _fitter.Dispose();
    }

    private void Close()
    {
        // The relay first: it ends a read that waits.
        _relay?.Dispose();
        _capture?.Dispose();
        (_relay, _capture) = (null, null);
    }
}
