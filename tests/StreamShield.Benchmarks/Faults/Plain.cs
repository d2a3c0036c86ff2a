using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StreamShield.Benchmarks.Faults;

/// <summary>Requests over plain sockets, on the calling thread.</summary>
internal static class Plain
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

    /// <summary>Sends a request on a connection of its own and waits for the first bytes of its answer.</summary>
    /// <returns>The status.</returns>
    public static int Post(int port, string path, string json)
    {
        using var socket = Connect(port);
        socket.Send(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}"));
        var head = new byte[12];
        var count = socket.Receive(head);
        return count == head.Length ? int.Parse(Encoding.ASCII.GetString(head)[9..]) : 0;
    }
}
