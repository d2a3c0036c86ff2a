using System.Net;
using System.Net.Sockets;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Network;

/// <summary>
/// One connection to an RTSP camera whose address was checked, offered to the decoder at an address of this computer: so the decoder looks no name up and connects nowhere else. An answer that sends the
/// decoder to another server ends it.
/// </summary>
internal sealed class RtspRelay : IDisposable
{
    private static readonly byte[][] Redirects = [.. ((string[])["RTSP/1.0 3", "RTSP/2.0 3"]).Select(System.Text.Encoding.ASCII.GetBytes)];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Socket _camera;
    private Socket? _decoder;
    private volatile ShieldException? _refusal;

    /// <summary>Connects to the camera.</summary>
    /// <exception cref="ShieldException">There is no such host, it is outside, or nobody answers.</exception>
    public RtspRelay(CameraAddress address)
    {
        _camera = PrivateNetwork.Connect(address.Uri.Host, address.Port, address.AllowPublic, Patience);
        _listener.Start(1);
        new Thread(() => Run(address)) { IsBackground = true, Name = "camera relay" }.Start();
    }

    /// <summary>Where the decoder finds it.</summary>
    public IPEndPoint Here => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Why it ended, when it was for a redirect.</summary>
    public ShieldException? Refusal => _refusal;

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Stop();
        _camera.Dispose();
        _decoder?.Dispose();
    }

    private void Run(CameraAddress address)
    {
        try
        {
            _decoder = _listener.AcceptSocket();
            _decoder.NoDelay = true;
            _listener.Stop();
            new Thread(() => Carry(_decoder, _camera, null)) { IsBackground = true, Name = "camera relay, requests" }.Start();
            Carry(_camera, _decoder, address);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was closed before the decoder came.
        }
    }

    private void Carry(Socket from, Socket to, CameraAddress? watched)
    {
        var buffer = new byte[64 << 10];
        try
        {
            while (from.Receive(buffer) is > 0 and var count)
            {
                // Answers begin a packet of their own until pictures flow; in pictures the words mean nothing and a stream may end for them at worst.
                if (watched is not null && Redirects.Any(redirect => buffer.AsSpan(0, count).StartsWith(redirect)))
                {
                    _refusal = new ShieldException(SlateReason.SourceMissing, $"The {watched.Name} sends to another server, which is not followed: use the address of that one.");
                    break;
                }

                for (var sent = 0; sent < count;)
                {
                    sent += to.Send(buffer, sent, count - sent, SocketFlags.None);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One of the two has gone.
        }

        from.Dispose();
        to.Dispose();
    }
}
