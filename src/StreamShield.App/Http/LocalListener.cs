using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using StreamShield.Core.Threading;

namespace StreamShield.App.Http;

/// <summary>
/// Accepts connections on its own thread and reads the first line of each before it is passed to the web server. Connections with a valid token pass at once;
/// others at a limited rate, so that the server can reject them; silent ones are dropped after a while, oldest first. So thousands of connections cost the
/// server nothing.
/// </summary>
/// <param name="knows">
/// Whether a request has a valid token, given its method, its target and the headers received so far. Called on the listener's thread; must return at once.
/// </param>
/// <param name="time">The clock.</param>
internal sealed class LocalListener(Func<string, string, string, bool> knows, TimeProvider time) : IConnectionListenerFactory, IConnectionListener
{
    /// <summary>Connections that the system queues for us.</summary>
    private const int Backlog = 4096;

    /// <summary>Maximum length of the first line; the server rejects longer ones.</summary>
    private const int MaxLine = 4 << 10;

    private const int AcceptedAtOnce = 64;

    /// <summary>Poll interval for connections that have sent part of their first line.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Poll interval for shutdown.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(100);

    /// <summary>Time-out for the first line. This thread reads it itself, so that a busy computer does not make clients miss it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);

    private readonly LinkedList<Stranger> _strangers = new();
    private readonly AttendedTime _attended = new(time, Idle);
    private readonly List<Socket> _ready = [];
    private readonly byte[] _words = new byte[MaxLine];
    private readonly RateLimit _unknown = new(perSecond: 100, atOnce: 300, time);
    private readonly Channel<Socket> _welcome = Channel.CreateUnbounded<Socket>();
    private readonly SocketConnectionContextFactory _connections = new(new SocketConnectionFactoryOptions(), NullLogger.Instance);
    private Socket _listener = null!;
    private Thread? _thread;
    private volatile bool _over;
    private long _looked;
    private int _waiting;

    /// <inheritdoc/>
    public EndPoint EndPoint => _listener.LocalEndPoint!;

    /// <summary>Number of connections that have not sent a first line yet.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        _listener = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        _listener.Listen(Backlog);
        _listener.Blocking = false;
        _thread = new Thread(Serve) { IsBackground = true, Name = "listener" };
        _thread.Start();
        return new(this);
    }

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _welcome.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_welcome.Reader.TryRead(out var socket))
            {
                try
                {
                    return _connections.Create(socket);
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    // The client has disconnected.
                    socket.Dispose();
                }
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _over = true;
        _thread?.Join(EndPatience);
        return default;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        while (_welcome.Reader.TryRead(out var socket))
        {
            socket.Dispose();
        }

        _connections.Dispose();
    }

    private void Serve()
    {
        Urgency.Raise();
        while (!_over)
        {
            var patience = Gather();
            try
            {
                Socket.Select(_ready, null, null, patience);
                Accept();
            }
            catch (SocketException)
            {
                // No more connections can be opened at the moment: the silent ones make room.
                DropAll();
            }

            _attended.Look();
            ReadAll();
        }

        DropAll();
        _listener.Dispose();
        _welcome.Writer.Complete();
    }

    /// <summary>
    /// Collects the sockets to wait for. Those that have sent part of a line would always be readable, so they are polled a little later instead.
    /// </summary>
    private TimeSpan Gather()
    {
        _ready.Clear();
        _ready.Add(_listener);
        var speaking = false;
        foreach (var stranger in _strangers)
        {
            if (stranger.HasBegun)
            {
                speaking = true;
            }
            else
            {
                _ready.Add(stranger.Socket);
            }
        }

        return speaking ? PollInterval : Idle;
    }

    private void Accept()
    {
        for (var i = 0; i < AcceptedAtOnce && _listener.Poll(0, SelectMode.SelectRead); i++)
        {
            var socket = _listener.Accept();
            socket.Blocking = false;
            _strangers.AddLast(new Stranger(socket, _attended.Now));
            ReadFirstLine(_strangers.Last!);
            if (_strangers.Count > Visitors.MaxStrangers)
            {
                Drop(_strangers.First!);
            }
        }
    }

    private void ReadAll()
    {
        var again = time.GetElapsedTime(_looked) >= PollInterval;
        _looked = again ? time.GetTimestamp() : _looked;
        for (var (node, next) = (_strangers.First, _strangers.First?.Next); node is not null; (node, next) = (next, next?.Next))
        {
            // Before it is dropped it is looked at once more: its words may have come while this thread had to wait.
            var isDue = _attended.Now - node.Value.Arrived >= Patience;
            if (isDue || (node.Value.HasBegun ? again : _ready.Contains(node.Value.Socket)))
            {
                ReadFirstLine(node);
            }

            if (isDue && node.List is not null)
            {
                Drop(node);
            }
        }

        Volatile.Write(ref _waiting, _strangers.Count);
    }

    /// <summary>Peeks at what a client has sent; the data stays in the socket for the server.</summary>
    private void ReadFirstLine(LinkedListNode<Stranger> node)
    {
        var stranger = node.Value;
        var count = stranger.Socket.Receive(_words, SocketFlags.Peek, out var error);
        if (error == SocketError.WouldBlock)
        {
            return;
        }

        if (error != SocketError.Success || count == 0)
        {
            Drop(node);
            return;
        }

        stranger.HasBegun = true;
        var end = _words.AsSpan(0, count).IndexOf((byte)'\n');
        if (end >= 0 || count == MaxLine)
        {
            var line = Encoding.Latin1.GetString(_words, 0, end < 0 ? count : end).Split(' ');
            var headers = end < 0 ? "" : Encoding.Latin1.GetString(_words, end, count - end);
            if ((line.Length >= 2 && knows(line[0], line[1], headers)) || _unknown.Take())
            {
                _strangers.Remove(node);
                stranger.Socket.Blocking = true;
                stranger.Socket.NoDelay = true;
                _welcome.Writer.TryWrite(stranger.Socket);
            }
        }
    }

    private void DropAll()
    {
        while (_strangers.First is { } first)
        {
            Drop(first);
        }
    }

    private void Drop(LinkedListNode<Stranger> node)
    {
        _strangers.Remove(node);
        node.Value.Socket.Dispose();
    }

    private sealed class Stranger(Socket socket, TimeSpan arrived)
    {
        public Socket Socket { get; } = socket;

        public TimeSpan Arrived { get; } = arrived;

        /// <summary>True once it has sent any data.</summary>
        public bool HasBegun { get; set; }
    }
}
