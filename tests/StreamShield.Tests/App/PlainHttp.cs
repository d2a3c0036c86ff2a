using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StreamShield.Tests.App;

/// <summary>Requests and streams over plain sockets on the calling thread, so that a measure waits for no pool of threads.</summary>
internal static class PlainHttp
{
    /// <summary>A connection to this computer.</summary>
    public static Socket Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request with JSON on a connection of its own and waits for the first bytes of its answer.</summary>
    /// <returns>The status.</returns>
    public static int Post(int port, string path, string json)
    {
        using var socket = Connect(port);
        Send(socket, port, path, json);
        return Status(socket);
    }

    /// <summary>Sends a request with JSON.</summary>
    public static void Send(Socket socket, int port, string path, string json) =>
        socket.Send(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}"));

    /// <summary>The status of the answer that comes next; 0 for none.</summary>
    public static int Status(Socket socket)
    {
        var head = new byte[12];
        return socket.Receive(head) == head.Length ? int.Parse(Encoding.ASCII.GetString(head)[9..], CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>Begins to look at a stream.</summary>
    /// <returns>Where its pictures come from; owns the connection.</returns>
    public static BufferedStream Open(Uri picture)
    {
        var socket = Connect(picture.Port);
        socket.Send(Encoding.ASCII.GetBytes($"GET {picture.PathAndQuery} HTTP/1.1\r\nHost: localhost:{picture.Port}\r\n\r\n"));
        return new BufferedStream(new NetworkStream(socket, ownsSocket: true), 1 << 16);
    }

    /// <summary>The next picture of a stream, as JPEG; null at its end.</summary>
    public static byte[]? NextPicture(BufferedStream stream)
    {
        const string Length = "Content-Length: ";
        var (line, length) = (new StringBuilder(), -1);
        for (var next = stream.ReadByte(); next >= 0; next = stream.ReadByte())
        {
            if (next != '\n')
            {
                line.Append((char)next);
                continue;
            }

            var text = line.ToString().TrimEnd('\r');
            line.Clear();
            if (text.StartsWith(Length, StringComparison.Ordinal))
            {
                length = int.Parse(text[Length.Length..], CultureInfo.InvariantCulture);
            }
            else if (text.Length == 0 && length >= 0)
            {
                var jpeg = new byte[length];
                stream.ReadExactly(jpeg);
                return jpeg;
            }
        }

        return null;
    }
}
