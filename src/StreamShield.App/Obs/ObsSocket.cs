using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace StreamShield.App.Obs;

/// <summary>Messages of <see cref="ObsProtocol"/> over one WebSocket; every failure is an <see cref="ObsException"/>.</summary>
internal sealed class ObsSocket : IDisposable
{
    /// <summary>Longest accepted message, in bytes; those of OBS are far shorter, screenshots included.</summary>
    public const int MaxMessage = 16 << 20;

    private const int FirstBuffer = 16 << 10;
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(5);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ObsAddress _address;
    private byte[] _buffer = new byte[FirstBuffer];

    /// <summary>A socket, not yet connected.</summary>
    public ObsSocket(ObsAddress address)
    {
        _address = address;
        _socket.Options.AddSubProtocol(ObsProtocol.SubProtocol);
        _socket.Options.KeepAliveInterval = Ping;
        _socket.Options.KeepAliveTimeout = Ping;
        if (address.IsThisComputer)
        {
            _socket.Options.Proxy = null;
        }
    }

    /// <summary>Connects.</summary>
    /// <exception cref="ObsException">Nothing answers there, or another program does.</exception>
    public async Task ConnectAsync(CancellationToken stop)
    {
        try
        {
            await _socket.ConnectAsync(_address.Uri, stop);
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException)
        {
            throw IsAbsent(e)
                ? new ObsException(_address.IsThisComputer
                    ? $"OBS is not running or its WebSocket server is off ({_address}): start OBS, then Tools > WebSocket Server Settings > Enable WebSocket server."
                    : $"Nobody answers at {_address}: check that name, that OBS runs there with Tools > WebSocket Server Settings > Enable WebSocket server, and its firewall.", e)
                : new ObsException($"What answers at {_address} is not OBS: check the port under Tools > WebSocket Server Settings in OBS, and give it with --obs-address.", e);
        }
    }

    /// <summary>Sends one message. Concurrent calls are sent one after the other.</summary>
    public async Task SendAsync<T>(ObsProtocol.Op op, T data, JsonTypeInfo<T> type, CancellationToken stop)
    {
        var envelope = new ObsProtocol.Envelope(op, JsonSerializer.SerializeToElement(data, type));
        var bytes = JsonSerializer.SerializeToUtf8Bytes(envelope, ObsJson.Default.Envelope);
        await _sending.WaitAsync(stop);
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, stop);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException || IsAborted(e, stop))
        {
            throw Ended(e);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Waits for the next message. One caller at a time.</summary>
    /// <exception cref="ObsException">The connection has ended, or the message is not one of OBS.</exception>
    public async Task<ObsProtocol.Envelope> ReceiveAsync(CancellationToken stop)
    {
        try
        {
            var length = 0;
            while (true)
            {
                var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), stop);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    throw Ended(null);
                }

                length += part.Count;
                if (part.EndOfMessage)
                {
                    return JsonSerializer.Deserialize(_buffer.AsSpan(0, length), ObsJson.Default.Envelope) ?? throw Garbage(null);
                }

                if (length == _buffer.Length)
                {
                    Grow();
                }
            }
        }
        catch (JsonException e)
        {
            throw Garbage(e);
        }
        catch (Exception e) when (e is WebSocketException || IsAborted(e, stop))
        {
            throw Ended(e);
        }
    }

    /// <summary>Parses the content of a message.</summary>
    /// <exception cref="ObsException">The content is not valid.</exception>
    public T Read<T>(JsonElement data, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return data.ValueKind == JsonValueKind.Undefined ? throw Garbage(null) : data.Deserialize(type) ?? throw Garbage(null);
        }
        catch (JsonException e)
        {
            throw Garbage(e);
        }
    }

    /// <summary>Closes the connection in order, if the other side still responds.</summary>
    public async Task CloseAsync(CancellationToken stop)
    {
        if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // An orderly close is a courtesy: the socket is disposed next in any case.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private void Grow()
    {
        if (_buffer.Length >= MaxMessage)
        {
            throw new ObsException($"What answers at {_address} sends messages of more than {MaxMessage >> 20} MB: that is not OBS, check the port with --obs-address.");
        }

        Array.Resize(ref _buffer, _buffer.Length * 2);
    }

    private ObsException Ended(Exception? inner) => (int?)_socket.CloseStatus switch
    {
        ObsProtocol.WrongPassword => new ObsException(
            "OBS refuses the password: copy it from Tools > WebSocket Server Settings > Show Connect Info.", inner)
        { IsFinal = true },
        ObsProtocol.UnsupportedVersion => new ObsException(
            "This OBS speaks another version of obs-websocket: update OBS to 28 or newer, or StreamShield.", inner)
        { IsFinal = true },
        ObsProtocol.Kicked => new ObsException("Somebody ended the session in OBS (Tools > WebSocket Server Settings > Kick).", inner),
        null => new ObsException("The connection to OBS broke off: it was closed, or it hangs.", inner),
        _ => new ObsException("OBS has closed the connection: it was closed itself, or its WebSocket server was switched off.", inner),
    };

    private ObsException Garbage(Exception? inner) =>
        new($"What answers at {_address} sends what is no message of obs-websocket 5: check the port with --obs-address, and that OBS is 28 or newer.", inner);

    /// <summary>.NET reports a connection that broke off during another call as cancelled, though nobody cancelled it.</summary>
    private static bool IsAborted(Exception e, CancellationToken stop) => e is OperationCanceledException && !stop.IsCancellationRequested;

    private static bool IsAbsent(Exception e)
    {
        for (var cause = (Exception?)e; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException)
            {
                return true;
            }
        }

        return false;
    }
}
