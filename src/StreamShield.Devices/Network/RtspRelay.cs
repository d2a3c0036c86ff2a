using System.Net;
using System.Net.Sockets;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Network;

/// <summary>
/// Relays one connection to an RTSP camera whose address was checked. The decoder connects to a loopback address, so it resolves no names and connects nowhere
/// else. A response that redirects to another server ends the relay.
/// </summary>
internal sealed class RtspRelay : IDisposable
{
    private static readonly byte[][] Redirects = [.. ((string[])["RTSP/1.0 3", "RTSP/2.0 3"]).Select(System.Text.Encoding.ASCII.GetBytes)];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Socket _camera;
    private Socket? _decoder;
    private volatile ShieldException? _refusal;

    /// <summary>Connects to the camera and starts listening for the decoder.</summary>
    /// <exception cref="ShieldException">The host does not exist, is outside the user's network, or does not answer.</exception>
    public RtspRelay(CameraAddress address)
    {
        _camera = PrivateNetwork.Connect(address.Uri.Host, address.Port, address.AllowPublic, Patience);
        _listener.Start(1);
        new Thread(() => Run(address)) { IsBackground = true, Name = "camera relay" }.Start();
    }

    /// <summary>The address for the decoder to connect to.</summary>
    public IPEndPoint Here => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Why the relay ended, if it was because of a redirect; otherwise null.</summary>
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
            // Disposed before the decoder connected.
        }
    }

    private void Carry(Socket from, Socket to, CameraAddress? watched)
    {
        var buffer = new byte[64 << 10];
        try
        {
            while (from.Receive(buffer) is > 0 and var count)
            {
                // Until video flows, each response starts a packet. A match inside video data is a coincidence; the worst it can do is end the stream.
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
            // One end has closed.
        }

        from.Dispose();
        to.Dispose();
    }
}
