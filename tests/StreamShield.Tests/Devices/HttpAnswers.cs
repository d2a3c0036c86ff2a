using System.Net;
using System.Net.Sockets;
using System.Text;
using OpenCvSharp;

namespace StreamShield.Tests.Devices;

/// <summary>A server that gives each caller of HTTP what the test says, one after the other.</summary>
internal sealed class HttpAnswers : IDisposable
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    /// <summary>Listens.</summary>
    /// <param name="answer">Takes the connection and the request; the connection ends with it.</param>
    public HttpAnswers(Action<NetworkStream, string> answer)
    {
        _server.Start();
        new Thread(() => Serve(answer)) { IsBackground = true, Name = "HTTP answers" }.Start();
    }

    public int Port => ((IPEndPoint)_server.LocalEndpoint).Port;

    public void Dispose() => _server.Stop();

    /// <summary>Motion JPEG: one grey picture after the other.</summary>
    public static void SendPictures(NetworkStream stream, bool lengths, params int[] greys) => SendPictures(stream, lengths, new Size(64, 48), greys);

    public static void SendPictures(NetworkStream stream, bool lengths, Size size, IEnumerable<int> greys)
    {
        Send(stream, "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=\"--cam\"\r\n\r\n");
        foreach (var grey in greys)
        {
            using var picture = new Mat(size.Height, size.Width, MatType.CV_8UC3, Scalar.All(grey));
            var jpeg = picture.ToBytes(".jpg");
            Send(stream, $"--cam\r\nContent-Type: image/jpeg\r\n{(lengths ? $"Content-Length: {jpeg.Length}\r\n" : "")}\r\n");
            stream.Write(jpeg);
            Send(stream, "\r\n");
        }

        Send(stream, "--cam--\r\n");
    }

    public static void Send(NetworkStream stream, string text) => stream.Write(Encoding.Latin1.GetBytes(text));

    private void Serve(Action<NetworkStream, string> answer)
    {
        while (true)
        {
            try
            {
                using var client = _server.AcceptTcpClient();
                using var stream = client.GetStream();
                var request = new byte[8192];
                answer(stream, Encoding.ASCII.GetString(request, 0, stream.Read(request)));
                client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (IOException)
            {
                // The caller has gone.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The test has ended.
                return;
            }
        }
    }
}
