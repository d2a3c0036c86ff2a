using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Core.Storage;

namespace StreamShield.App.Http;

/// <summary>
/// Kestrel on 127.0.0.1 only, without the web host, which would cost start-up time. Every request passes the <see cref="Gate"/>; later failures
/// become a status and one sentence.
/// </summary>
internal sealed class LocalServer : IAsyncDisposable, IHttpApplication<HttpContext>
{
    /// <summary>The page loads nothing but its own files, and only the page itself may frame it.</summary>
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'self'";

    private static readonly TimeSpan StopPatience = TimeSpan.FromMilliseconds(500);

    private readonly KestrelServer _server;
    private readonly LocalListener _listener;
    private readonly Secrets _secrets;
    private volatile Site _site;
    private readonly Visitors _visitors = new(TimeProvider.System);
    private readonly Gate _gate;
    private readonly Action<string> _fault;

    private LocalServer(int port, Secrets secrets, Site site, Action<string> fault)
    {
        _secrets = secrets;
        _site = site;
        _gate = new Gate(secrets, () => _site, _visitors, TimeProvider.System);
        _fault = fault;
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = RequestBody.MaxBytes;
        options.Limits.MaxRequestLineSize = 4 << 10;
        options.Limits.MaxRequestHeadersTotalSize = 16 << 10;
        options.Limits.MaxRequestBufferSize = 32 << 10;
        options.Limits.MaxRequestHeaderCount = 50;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
        options.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use((connection, next) => _visitors.ServeAsync(connection, next));
        });
        _listener = new LocalListener(Knows, TimeProvider.System);
        _server = new KestrelServer(Options.Create(options), _listener, NullLoggerFactory.Instance);
    }

    public int Port { get; private set; }

    /// <summary>The routes that are served. May be replaced at any time; requests in progress keep theirs.</summary>
    public Site Site
    {
        get => _site;
        set => _site = value;
    }

    /// <summary>Starts listening.</summary>
    /// <param name="port">The port; 0 takes any free one.</param>
    /// <param name="mayMove">True to take a free port when this one is in use.</param>
    /// <param name="secrets">The tokens; every request must have one.</param>
    /// <param name="site">The routes to serve.</param>
    /// <param name="fault">Receives the error message of a handler that failed.</param>
    /// <exception cref="UserException">The port cannot be opened.</exception>
    public static async Task<LocalServer> StartAsync(
        int port, bool mayMove, Secrets secrets, Site site, Action<string> fault)
    {
        var server = new LocalServer(port, secrets, site, fault);
        try
        {
            await server._server.StartAsync(server, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await server.DisposeAsync();
            var taken = e is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } || e.InnerException is AddressInUseException;
            if (mayMove && taken)
            {
                return await StartAsync(0, mayMove: false, secrets, site, fault);
            }

            if (!taken)
            {
                throw NoAccess(port, e);
            }

            var who = RunFile.All(UserFolders.Data).Any(run => run.Port == port) ? "a StreamShield that runs already" : "another program";
            throw new UserException($"Port {port} is in use by {who}: choose another with --port, or leave --port out to take a free one.", e);
        }

        var address = server._server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        server.Port = new Uri(address).Port;
        return server;
    }

    /// <summary>The full address of a route, with the least powerful token that opens it.</summary>
    public string AddressOf(string route)
    {
        var needs = _site.Plain.FirstOrDefault(plain => plain.Path == route[1..])?.Needs ?? Right.Picture;
        return $"http://127.0.0.1:{Port}{route}?token={(needs > Right.Picture ? _secrets.Control : _secrets.Picture).Text}";
    }

    /// <summary>Creates an address that opens the control page once, within a minute.</summary>
    public string NewPage() => $"http://127.0.0.1:{Port}/#{_secrets.NewCode()}";

    /// <summary>
    /// Sends panic requests that are rejected, so that all code on their way is JIT-compiled: otherwise the first real one takes about 150 ms instead of a few.
    /// Cannot change anything.
    /// </summary>
    public async Task RehearseAsync()
    {
        const string Neither = "neither";
        (string Path, string Body)[] ways = [($"/panic?token={_secrets.Control.Text}&on={Neither}", ""), ($"/{_secrets.Control.Text}/panic", $$"""{"on":"{{Neither}}"}""")];
        foreach (var (path, body) in ways)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, Port);
                await socket.SendAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost:{Port}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
                await socket.ReceiveAsync(new byte[1]);
            }
            catch (SocketException)
            {
                // Then the first real request takes a little longer.
            }
        }
    }

    /// <summary>Number of connections without and with a token.</summary>
    public (int Strangers, int Known) Connections => (_listener.Waiting + _visitors.Count.Strangers, _visitors.Count.Known);

    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(HttpContext context)
    {
        SetHeaders(context.Response.Headers);
        var visitor = context.Features.Get<Visitor>();
        _visitors.Note(visitor, 1);
        try
        {
            if (_gate.Pass(context, Port, out var argument) is { } route)
            {
                await route.Handle(context, argument);
            }
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException or ConnectionAbortedException)
        {
            // The viewer closed the connection: there is nobody to respond to.
        }
        catch (Exception e) when (StatusOf(e) is { } status)
        {
            await RefuseAsync(context, status, e.Message);
        }
        catch (Exception e)
        {
            _fault(Sentence.For(e));
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, Sentence.For(e));
        }
        finally
        {
            _visitors.Note(visitor, -1);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using (var patience = new CancellationTokenSource(StopPatience))
        {
            await _server.StopAsync(patience.Token);
        }

        _server.Dispose();
        _visitors.Dispose();
    }

    /// <summary>
    /// Runs on the listener's thread. A panic request to hide that does not come from a web page takes effect right here, whatever blocks the threads that
    /// serve requests (law 8).
    /// </summary>
    private bool Knows(string method, string target, string headers)
    {
        var (path, query) = target.Split('?', 2) is [var before, var after] ? (before, after) : (target, "");
        if (_secrets.Of(path.Split('/').ElementAtOrDefault(1)) >= Right.Control)
        {
            return true;
        }

        var asked = QueryHelpers.ParseQuery(query);
        var right = _secrets.Of(asked.GetValueOrDefault("token"));
        if (OriginCheck.IsNoPage(headers))
        {
            _site.Plain.FirstOrDefault(route => route.Hides is not null && path == $"/{route.Path}" && route.Answers(method) && right >= route.Needs)?.Hides!(asked.GetValueOrDefault("on").ToString());
        }

        return right != Right.None;
    }

    private static void SetHeaders(IHeaderDictionary headers)
    {
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = ContentPolicy;
    }

    /// <summary>The status for errors that the client can fix; null for internal errors.</summary>
    private static int? StatusOf(Exception e) => e switch
    {
        Refusal refusal => refusal.Status,
        Microsoft.AspNetCore.Http.BadHttpRequestException bad => bad.StatusCode,
        ShieldException or UserException => StatusCodes.Status400BadRequest,
        _ => null,
    };

    private static async Task RefuseAsync(HttpContext context, int status, string sentence)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        if (context.Features.Get<Visitor>() is { IsKnown: false })
        {
            // It will be dropped soon, so the client must not send another request on it.
            context.Response.Headers.Connection = "close";
        }

        await Answer.RefusalAsync(context, status, sentence);
    }

    private static UserException NoAccess(int port, Exception e) =>
        new($"Port {port} cannot be opened ({e.Message.TrimEnd('.')}): choose a port from 1024 to 65535 with --port.", e);
}
