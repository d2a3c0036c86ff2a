using System.Buffers.Binary;
using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Network;

/// <summary>
/// A phone or network camera over RTSP, decoded by ffmpeg (OpenCV is built without network support). Its address may hold a password, so ffmpeg gets it on
/// standard input, not as an argument. Allocates nothing per picture once its buffers exist.
/// </summary>
internal sealed class RtspCamera(CameraAddress address) : ISource
{
    private const int HeaderBytes = 54;
    private const int MaxSide = 16384;

    private readonly FrameFitter _fitter = new();
    private Mat? _picture;
    private int _width;
    private int _height;
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
            _begun = ReadHeader();
        }
        catch (IOException)
        {
            // Treated like the end of the stream.
        }

        if (!_begun)
        {
            var refusal = _relay.Refusal;
            Close();
            throw refusal ?? new ShieldException(SlateReason.SourceMissing,
                $"The {Name} answers, but gives no picture at that address: copy the rtsp:// address from its app, with name and password if it wants them (rtsp://NAME:PASSWORD@{address.Uri.Host}:{address.Port}/...).");
        }

        return new SourceFormat(_width, _height, 0, "RTSP");
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
            if ((_begun || ReadHeader()) && ReadPixels(frame))
            {
                _begun = false;
                return true;
            }
        }
        catch (IOException)
        {
            // Treated like the end of the stream.
        }

        Close();
        throw new ShieldException(SlateReason.SourceLost, $"The {Name} has ended its stream, or sent nothing for some seconds: it is asked again by itself; wake the phone, and check the network.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _picture?.Dispose();
        _fitter.Dispose();
    }

    private static ToolProcess Start(string ffmpeg, string url)
    {
        var decoder = new ToolProcess(
            ffmpeg,
            ["-v", "quiet", "-fflags", "nobuffer", "-flags", "low_delay", "-f", "concat", "-safe", "0", "-protocol_whitelist", "pipe,tcp,rtp,rtsp,udp", "-i", "pipe:0", "-an",
                // BMP stores rows bottom-up and pads them to four bytes: cropped and flipped, they match a frame's layout.
                "-vf", "crop=trunc(iw/4)*4:ih:0:0,format=bgr24,vflip", "-f", "image2pipe", "-c:v", "bmp", "pipe:1"]);
        using var input = new StreamWriter(decoder.Input);
        input.Write($"ffconcat version 1.0\nfile '{url.Replace("'", @"'\''", StringComparison.Ordinal)}'\noption rtsp_transport tcp\n");
        return decoder;
    }

    /// <summary>Reads the BMP header of the next picture.</summary>
    /// <returns>False at the end.</returns>
    private bool ReadHeader()
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (_decoder!.Output.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.StartsWith("BM"u8))
        {
            return false;
        }

        _width = BinaryPrimitives.ReadInt32LittleEndian(header[18..]);
        _height = BinaryPrimitives.ReadInt32LittleEndian(header[22..]);
        return _width is > 0 and <= MaxSide && _height is > 0 and <= MaxSide;
    }

    private unsafe bool ReadPixels(Frame frame)
    {
        if ((frame.Size.Width, frame.Size.Height) == (_width, _height))
        {
            return Fill(frame.Pixels);
        }

        if (_picture is null || _picture.Width != _width || _picture.Height != _height)
        {
            _picture?.Dispose();
            _picture = new Mat(_height, _width, MatType.CV_8UC3);
        }

        if (!Fill(new Span<byte>(_picture.DataPointer, _width * _height * 3)))
        {
            return false;
        }

        _fitter.Fit(_picture, frame);
        return true;
    }

    private bool Fill(Span<byte> pixels) => _decoder!.Output.ReadAtLeast(pixels, pixels.Length, throwOnEndOfStream: false) == pixels.Length;

    private void Close()
    {
        // The relay first: the decoder ends when it does.
        _relay?.Dispose();
        _decoder?.Dispose();
        (_relay, _decoder, _begun) = (null, null, false);
    }
}
