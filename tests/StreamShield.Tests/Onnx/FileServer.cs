using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StreamShield.Tests.Onnx;

/// <summary>A web server on this machine with one file, which sends it as the test says.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public FileServer(byte[] file)
    {
        File = file;
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    /// <summary>What is sent.</summary>
    public byte[] File { get; set; }

    /// <summary>Bytes after which the connection breaks; null for never.</summary>
    public int? BreaksAfter { get; set; }

    /// <summary>Whether parts can be asked for.</summary>
    public bool KnowsRanges { get; set; } = true;

    public int Status { get; set; } = 200;

    /// <summary>The first byte that each request asked for.</summary>
    public List<int> Asked { get; } = [];

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/model.onnx");

    public void Dispose() => _listener.Stop();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The test has ended.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var from = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            const string Range = "Range: bytes=";
            from = line.StartsWith(Range, StringComparison.OrdinalIgnoreCase) ? int.Parse(line[Range.Length..].TrimEnd('-'), System.Globalization.CultureInfo.InvariantCulture) : from;
        }

        Asked.Add(from);
        var start = KnowsRanges ? from : 0;
        var status = Status == 200 && start > 0 ? 206 : Status;
        var body = File.AsMemory(Math.Min(start, File.Length));
        var range = status == 206 ? $"Content-Range: bytes {start}-{File.Length - 1}/{File.Length}\r\n" : "";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: {body.Length}\r\n{range}Connection: close\r\n\r\n"));
        await stream.WriteAsync(body[..Math.Min(body.Length, BreaksAfter ?? body.Length)]);
    }
}
