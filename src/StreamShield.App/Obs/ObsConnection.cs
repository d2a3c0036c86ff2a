using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;

namespace StreamShield.App.Obs;

/// <summary>One session with OBS: requests with responses, and events. When it ends, every waiting caller gets the reason.</summary>
internal sealed class ObsConnection : IAsyncDisposable
{
    private const int MaxEventsWaiting = 4096;

    private readonly ObsSocket _socket;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<ObsProtocol.Response>> _waiting = new();
    private readonly Channel<ObsProtocol.Event> _events = Channel.CreateBounded<ObsProtocol.Event>(MaxEventsWaiting);
    private Task _reading = Task.CompletedTask;
    private ObsException? _end;
    private long _requests;

    private ObsConnection(ObsSocket socket, TimeProvider time, TimeSpan patience)
    {
        _socket = socket;
        _time = time;
        _patience = patience;
    }

    /// <summary>How long OBS may take to answer.</summary>
    public static TimeSpan DefaultPatience { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The version of obs-websocket that OBS reports.</summary>
    public string Version { get; private set; } = "";

    /// <summary>True when this OBS reports changed settings of a source, such as another device.</summary>
    public bool TellsSettings => System.Version.TryParse(Version, out var version) && version >= ObsProtocol.TellsSettings;

    /// <summary>The events of OBS, in order; fails with an <see cref="ObsException"/> when the session ends.</summary>
    public ChannelReader<ObsProtocol.Event> Events => _events.Reader;

    /// <summary>Connects and proves the password.</summary>
    /// <param name="address">Where OBS listens.</param>
    /// <param name="password">Its password, or null. Used only when OBS asks for one, and never sent itself.</param>
    /// <param name="time">The clock for time limits.</param>
    /// <param name="stop">Cancels.</param>
    /// <param name="patience">How long each response may take; null takes <see cref="DefaultPatience"/>.</param>
    /// <exception cref="ObsException">The connection failed; the message says cause and cure.</exception>
    public static async Task<ObsConnection> ConnectAsync(ObsAddress address, string? password, TimeProvider time, CancellationToken stop, TimeSpan? patience = null)
    {
        var connection = new ObsConnection(new ObsSocket(address), time, patience ?? DefaultPatience);
        try
        {
            await connection.WithinAsync(connection._socket.ConnectAsync, $"Nothing answers at {address} in time: check the address with --obs-address, and that OBS does not hang.", stop);
            await connection.IdentifyAsync(address, password, stop);
            connection._reading = Task.Run(connection.ReadAsync, CancellationToken.None);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The response to OBS's challenge: base64(sha256(base64(sha256(password + salt)) + challenge)), all in UTF-8.</summary>
    public static string Proof(string password, string salt, string challenge)
    {
        var secret = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(password + salt)));
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret + challenge)));
    }

    /// <summary>Sends a request and waits for its response.</summary>
    /// <param name="type">The request's name, for instance "SetCurrentProgramScene".</param>
    /// <param name="data">Its data, or null; ownership passes to this call.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The response; undefined when it has no data.</returns>
    /// <exception cref="ObsException">OBS refused (see <see cref="ObsException.Code"/>), did not respond in time, or closed the connection.</exception>
    public async Task<JsonElement> AskAsync(string type, JsonObject? data, CancellationToken stop)
    {
        var id = Interlocked.Increment(ref _requests).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<ObsProtocol.Response>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            // Checked after the request is in the list: either the end of the reader finds the request, or the request finds the end.
            if (Volatile.Read(ref _end) is { } end)
            {
                throw end;
            }

            await _socket.SendAsync(ObsProtocol.Op.Request, new ObsProtocol.Request(type, id, data), ObsJson.Default.Request, stop);
            var response = await answer.Task.WaitAsync(_patience, _time, stop);
            var status = response.RequestStatus;
            return status.Result
                ? response.ResponseData
                : throw new ObsException($"OBS refuses {type} ({(status.Comment ?? $"code {status.Code}").TrimEnd('.')}).") { Code = status.Code };
        }
        catch (TimeoutException e)
        {
            throw new ObsException($"OBS did not answer {type} within {_patience.TotalSeconds:0.#} s: it is busy or hangs.", e);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Sends a request and parses its response.</summary>
    public async Task<T> AskAsync<T>(string type, JsonObject? data, JsonTypeInfo<T> answer, CancellationToken stop)
        where T : class => _socket.Read(await AskAsync(type, data, stop), answer);

    /// <summary>Parses the data of an event.</summary>
    public T Read<T>(ObsProtocol.Event happened, JsonTypeInfo<T> type)
        where T : class => _socket.Read(happened.EventData, type);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1)))
        {
            await _socket.CloseAsync(patience.Token);
        }

        await _closing.CancelAsync();
        await _reading;
        _socket.Dispose();
        _closing.Dispose();
    }

    private async Task IdentifyAsync(ObsAddress address, string? password, CancellationToken stop)
    {
        var greeting = await WithinAsync(
            _socket.ReceiveAsync, $"What answers at {address} does not greet as obs-websocket 5 does: update OBS to 28 or newer (obs-websocket 4 is too old), or check the port.", stop);
        var hello = greeting.Op == ObsProtocol.Op.Hello ? _socket.Read(greeting.D, ObsJson.Default.Hello) : throw TooOld();
        if (hello.RpcVersion < ObsProtocol.RpcVersion)
        {
            throw TooOld();
        }

        if (hello.Authentication is not null && string.IsNullOrEmpty(password))
        {
            throw new ObsException(
                $"OBS wants a password: put it into the environment variable {ObsAccess.PasswordVariable} (in OBS: Tools > WebSocket Server Settings > Show Connect Info).")
            { IsFinal = true };
        }

        var proof = hello.Authentication is { } challenge ? Proof(password!, challenge.Salt, challenge.Text) : null;
        var identify = new ObsProtocol.Identify(ObsProtocol.RpcVersion, proof, ObsProtocol.Subscriptions);
        await _socket.SendAsync(ObsProtocol.Op.Identify, identify, ObsJson.Default.Identify, stop);
        var answer = await WithinAsync(_socket.ReceiveAsync, "OBS did not let us in within a few seconds: it is busy or hangs.", stop);
        if (answer.Op != ObsProtocol.Op.Identified)
        {
            throw TooOld();
        }

        Version = hello.ObsWebSocketVersion;
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                Dispatch(await _socket.ReceiveAsync(_closing.Token));
            }
        }
        catch (OperationCanceledException)
        {
            End(new ObsException("The connection to OBS was closed."));
        }
        catch (ObsException e)
        {
            End(e);
        }
        catch (Exception e)
        {
            End(new ObsException($"The connection to OBS failed ({e.Message.TrimEnd('.')}).", e));
        }
    }

    private void Dispatch(ObsProtocol.Envelope message)
    {
        switch (message.Op)
        {
            case ObsProtocol.Op.Response:
                var response = _socket.Read(message.D, ObsJson.Default.Response);
                if (_waiting.TryGetValue(response.RequestId, out var answer))
                {
                    answer.TrySetResult(response);
                }

                break;
            case ObsProtocol.Op.Event when !_events.Writer.TryWrite(_socket.Read(message.D, ObsJson.Default.Event)):
                throw new ObsException("OBS sends events faster than they can be looked at.");
        }
    }

    private void End(ObsException reason)
    {
        Volatile.Write(ref _end, reason);
        _events.Writer.TryComplete(reason);
        foreach (var (_, answer) in _waiting)
        {
            answer.TrySetException(reason);
        }
    }

    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> work, string otherwise, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(_patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            return await work(both.Token);
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            throw new ObsException(otherwise, e);
        }
    }

    private Task WithinAsync(Func<CancellationToken, Task> work, string otherwise, CancellationToken stop) => WithinAsync(
        async token =>
        {
            await work(token);
            return true;
        },
        otherwise,
        stop);

    private static ObsException TooOld() => new("This OBS is too old or what answers is not OBS: obs-websocket 5 is needed, update OBS to 28 or newer.") { IsFinal = true };
}
