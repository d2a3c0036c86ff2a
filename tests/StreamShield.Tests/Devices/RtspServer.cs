using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using StreamShield.Devices.Tools;

namespace StreamShield.Tests.Devices;

/// <summary>An RTSP camera of 160x96 grey pictures: ffmpeg makes the packets, this carries them in the connection.</summary>
internal sealed class RtspServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string? _redirect;
    private readonly UdpClient _packets = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly Process? _ffmpeg;
    private volatile TcpClient? _client;

    /// <summary>A server.</summary>
    /// <param name="redirect">Where it sends whoever asks; null shows the picture.</param>
    public RtspServer(string? redirect)
    {
        _redirect = redirect;
        if (redirect is null)
        {
            // Packets flow before anybody asks: on a busy machine ffmpeg takes long to begin, and a camera does not.
            _ffmpeg = StartPackets();
            IPEndPoint? from = null;
            _packets.Receive(ref from);
        }

        _listener.Start();
        new Thread(Serve) { IsBackground = true, Name = "RTSP server" }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections that have asked for something.</summary>
    public int Callers { get; private set; }

    /// <summary>Cuts the connection, as a phone does whose app is closed; the next caller is served again.</summary>
    public void Cut() => _client?.Client.Dispose();

    public void Dispose()
    {
        _listener.Stop();
        if (_ffmpeg is { HasExited: false })
        {
            _ffmpeg.Kill();
            _ffmpeg.WaitForExit();
        }

        _ffmpeg?.Dispose();
        _packets.Dispose();
    }

    private void Serve()
    {
        try
        {
            while (true)
            {
                using var client = _listener.AcceptTcpClient();
                _client = client;
                Callers++;
                ServeOne(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test has ended.
        }
    }

    private void ServeOne(TcpClient client)
    {
        try
        {
            Talk(client.GetStream());
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The source was closed, or the connection was cut.
        }
    }

    private void Talk(NetworkStream stream)
    {
        var buffer = new byte[8192];
        while (stream.Read(buffer) is > 0 and var count)
        {
            var request = Encoding.ASCII.GetString(buffer, 0, count);
            var number = Regex.Match(request, @"CSeq: *(\d+)").Groups[1].Value;
            switch (request.Split(' ')[0])
            {
                case "OPTIONS":
                    Answer(stream, number, "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n");
                    break;
                case "DESCRIBE" when _redirect is not null:
                    stream.Write(Encoding.ASCII.GetBytes($"RTSP/1.0 302 Found\r\nCSeq: {number}\r\nLocation: {_redirect}\r\n\r\n"));
                    break;
                case "DESCRIBE":
                    const string Sdp = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=camera\r\nt=0 0\r\nm=video 0 RTP/AVP 26\r\na=control:track1\r\n";
                    Answer(stream, number, $"Content-Type: application/sdp\r\nContent-Length: {Sdp.Length}\r\n", Sdp);
                    break;
                case "SETUP":
                    Answer(stream, number, "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n");
                    break;
                case "PLAY":
                    Answer(stream, number, "Session: 1\r\n");
                    Play(stream);
                    return;
                default:
                    Answer(stream, number, "");
                    return;
            }
        }
    }

    private Process StartPackets()
    {
        var port = ((IPEndPoint)_packets.Client.LocalEndPoint!).Port;
        return Process.Start(new ProcessStartInfo(
            ExternalTool.Ffmpeg!,
            ["-v", "quiet", "-re", "-f", "lavfi", "-i", "color=gray:size=160x96:rate=15", "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-huffman", "default", "-force_duplicated_matrix", "1", "-f", "rtp", string.Create(CultureInfo.InvariantCulture, $"rtp://127.0.0.1:{port}")])
        { RedirectStandardOutput = true })!;
    }

    private void Play(NetworkStream stream)
    {
        IPEndPoint? from = null;
        while (true)
        {
            var packet = _packets.Receive(ref from);
            stream.Write([(byte)'$', 0, (byte)(packet.Length >> 8), (byte)packet.Length, .. packet]);
        }
    }

    private static void Answer(NetworkStream stream, string number, string head, string body = "") =>
        stream.Write(Encoding.ASCII.GetBytes($"RTSP/1.0 200 OK\r\nCSeq: {number}\r\n{head}\r\n{body}"));
}
