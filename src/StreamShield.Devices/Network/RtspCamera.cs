using System.Globalization;
using OpenCvSharp;
using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>A phone or network camera over RTSP, decoded by ffmpeg (OpenCV's own has no network). Its address, which may hold a password, is told to ffmpeg on its input and stands in no arguments.</summary>
internal sealed class RtspCamera(CameraAddress address) : ISource
{
    private const int LongestHead = 32;

    private readonly FrameFitter _fitter = new();
    private readonly Mat _bgr = new();
    private Mat? _rgb;
    private RtspRelay? _relay;
    private ToolProcess? _decoder;
    private bool _begun;

    /// <inheritdoc/>
    public string Name => address.Name;

    /// <inheritdoc/>
    public SourceFormat Open()
    {
        Close();
        OpenCvNative.Prepare();
        var ffmpeg = ExternalTool.Ffmpeg ?? throw new ShieldException(SlateReason.SourceMissing, $"The {Name} speaks RTSP, which needs ffmpeg: install it, or use the camera's http:// address with motion JPEG.");
        _relay = new RtspRelay(address);
        _decoder = Start(ffmpeg, new UriBuilder(address.Uri) { Host = "127.0.0.1", Port = _relay.Here.Port }.Uri.AbsoluteUri);
        try
        {
            _begun = ReadPicture();
        }
        catch (IOException)
        {
            // The same as an end.
        }

        if (!_begun)
        {
            var refusal = _relay.Refusal;
            Close();
            throw refusal ?? new ShieldException(SlateReason.SourceMissing,
                $"The {Name} answers, but gives no picture at that address: copy the rtsp:// address from its app, with name and password if it wants them (rtsp://NAME:PASSWORD@{address.Uri.Host}:{address.Port}/...).");
        }

        return new SourceFormat(_rgb!.Width, _rgb.Height, 0, "RTSP");
    }

    /// <inheritdoc/>
    public bool Read(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (_decoder is null)
        {
            throw new InvalidOperationException($"The {Name} was read before it was opened.");
        }

        try
        {
            if (_begun || ReadPicture())
            {
                _begun = false;
                Cv2.CvtColor(_rgb!, _bgr, ColorConversionCodes.RGB2BGR);
                _fitter.Fit(_bgr, frame);
                return true;
            }
        }
        catch (IOException)
        {
            // The same as an end.
        }

        Close();
        throw new ShieldException(SlateReason.SourceLost, $"The {Name} has ended its stream, or sent nothing for some seconds: it is asked again by itself; wake the phone, and check the network.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _rgb?.Dispose();
        _bgr.Dispose();
        _fitter.Dispose();
    }

    private static ToolProcess Start(string ffmpeg, string url)
    {
        var decoder = new ToolProcess(
            ffmpeg,
            ["-v", "quiet", "-fflags", "nobuffer", "-flags", "low_delay", "-f", "concat", "-safe", "0", "-protocol_whitelist", "pipe,tcp,rtp,rtsp,udp", "-i", "pipe:0", "-an", "-f", "image2pipe", "-c:v", "ppm", "pipe:1"]);
        using var input = new StreamWriter(decoder.Input);
        input.Write($"ffconcat version 1.0\nfile '{url.Replace("'", @"'\''", StringComparison.Ordinal)}'\noption rtsp_transport tcp\n");
        return decoder;
    }

    /// <summary>Reads one picture: "P6", width and height, 255, each on a line; then R G B.</summary>
    /// <returns>False at the end.</returns>
    private unsafe bool ReadPicture()
    {
        var stream = _decoder!.Output;
        Span<byte> head = stackalloc byte[LongestHead];
        var (length, lines) = (0, 0);
        while (lines < 3)
        {
            if (length == LongestHead || stream.ReadByte() is not (>= 0 and var letter))
            {
                return false;
            }

            head[length++] = (byte)letter;
            lines += letter == '\n' ? 1 : 0;
        }

        var second = head[3..];
        var space = second.IndexOf((byte)' ');
        var end = second.IndexOf((byte)'\n');
        if (!head.StartsWith("P6\n"u8) || space < 0 || end < space
            || !int.TryParse(second[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            || !int.TryParse(second[(space + 1)..end], NumberStyles.None, CultureInfo.InvariantCulture, out var height))
        {
            return false;
        }

        if (_rgb is null || _rgb.Width != width || _rgb.Height != height)
        {
            _rgb?.Dispose();
            _rgb = new Mat(height, width, MatType.CV_8UC3);
        }

        var pixels = new Span<byte>(_rgb.DataPointer, width * height * 3);
        return stream.ReadAtLeast(pixels, pixels.Length, throwOnEndOfStream: false) == pixels.Length;
    }

    private void Close()
    {
        // The relay first: its end ends the decoder.
        _relay?.Dispose();
        _decoder?.Dispose();
        (_relay, _decoder, _begun) = (null, null, false);
    }
}
