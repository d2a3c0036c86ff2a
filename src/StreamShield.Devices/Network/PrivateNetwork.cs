using System.Net;
using System.Net.Sockets;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Network;

/// <summary>
/// Connects to cameras on the user's own network and, unless allowed, to no other address. The check is made on the address that is connected to, so that
/// neither a redirect nor a DNS name that resolves to something else can lead outside.
/// </summary>
internal static class PrivateNetwork
{
    private static readonly IPNetwork[] Own =
    [
        IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    /// <summary>
    /// True for addresses that are not routed on the internet: loopback, private and link-local networks, and the carriers' shared range (100.64.0.0/10).
    /// </summary>
    public static bool Holds(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Own.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>The addresses of a host that may be connected to.</summary>
    /// <param name="host">Host name or IP address.</param>
    /// <param name="allowPublic">True to allow every address.</param>
    /// <param name="lookUp">Resolves a name; null uses DNS.</param>
    /// <exception cref="ShieldException">The host does not exist or is outside the user's network.</exception>
    public static IPAddress[] Resolve(string host, bool allowPublic, Func<string, IPAddress[]>? lookUp = null)
    {
        IPAddress[] all;
        try
        {
            all = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : (lookUp ?? Dns.GetHostAddresses)(host);
        }
        catch (SocketException e)
        {
            throw new ShieldException(SlateReason.SourceMissing, $"There is no computer or phone '{host}' on the network: check the address, and that both are in the same network.", e);
        }

        var allowed = allowPublic ? all : [.. all.Where(Holds)];
        return allowed.Length > 0 ? allowed : throw new ShieldException(SlateReason.SourceMissing,
            $"'{host}' is not on your own network ({string.Join(", ", all.Take(3).Select(static address => address.ToString()))}), so it is not opened: a camera of your room should not be on the internet. If it is meant, write public: before the address.");
    }

    /// <summary>Opens a TCP connection. The caller owns the socket.</summary>
    /// <param name="host">Host name or IP address.</param>
    /// <param name="port">TCP port.</param>
    /// <param name="allowPublic">True to allow every address.</param>
    /// <param name="patience">Time-out for connecting, and later for each read.</param>
    /// <exception cref="ShieldException">The host does not exist, is outside the user's network, or does not answer.</exception>
    public static Socket Connect(string host, int port, bool allowPublic, TimeSpan patience)
    {
        Exception? last = null;
        foreach (var address in Resolve(host, allowPublic))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                using var limit = new CancellationTokenSource(patience);
                socket.ConnectAsync(new IPEndPoint(address, port), limit.Token).AsTask().GetAwaiter().GetResult();
                socket.ReceiveTimeout = (int)patience.TotalMilliseconds;
                return socket;
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                last = e;
            }
        }

        throw new ShieldException(SlateReason.SourceMissing, $"Nobody answers at {host}:{port}: start the camera app on the phone, and check that both are in the same network.", last);
    }
}
