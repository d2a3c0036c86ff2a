using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StreamShield.App.Hosting;

namespace StreamShield.App.Http;

/// <summary>
/// Kestrel on 127.0.0.1 alone, without the web host around it (which would cost start-up time). Every request passes one gate in this order:
/// Host (421), method (405), token (401), route (404).
/// </summary>
internal sealed class LocalServer : IAsyncDisposable, IHttpApplication<HttpContext>
{
    private const int MaxConnections = 64;
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);

    private readonly KestrelServer _server;
    private readonly AccessToken _token;
    private readonly IReadOnlyDictionary<string, RequestDelegate> _routes;
    private readonly Action<string> _fault;

    private LocalServer(int port, AccessToken token, IReadOnlyDictionary<string, RequestDelegate> routes, Action<string> fault)
    {
        _token = token;
        _routes = routes;
        _fault = fault;
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = MaxConnections;
        options.Limits.MaxRequestBodySize = 0;
        options.Limits.MaxRequestLineSize = 4 << 10;
        options.Limits.MaxRequestHeadersTotalSize = 16 << 10;
        options.Limits.MaxRequestBufferSize = 32 << 10;
        options.Limits.MaxRequestHeaderCount = 50;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
        options.Listen(IPAddress.Loopback, port, static listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        _server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    /// <summary>The port that it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>Starts to listen.</summary>
    /// <param name="port">The port; 0 takes any free one.</param>
    /// <param name="mayMove">True to take a free port when this one is in use.</param>
    /// <param name="token">What every request must carry.</param>
    /// <param name="routes">Path to handler; nothing else is served.</param>
    /// <param name="fault">Takes a sentence about a handler that failed.</param>
    /// <exception cref="UserException">The port cannot be had.</exception>
    public static async Task<LocalServer> StartAsync(
        int port, bool mayMove, AccessToken token, IReadOnlyDictionary<string, RequestDelegate> routes, Action<string> fault)
    {
        var server = new LocalServer(port, token, routes, fault);
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
                return await StartAsync(0, mayMove: false, token, routes, fault);
            }

            throw taken
                ? new UserException($"Port {port} is in use by another program: choose another with --port, or leave --port out to take a free one.", e)
                : NoAccess(port, e);
        }

        var address = server._server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        server.Port = new Uri(address).Port;
        return server;
    }

    /// <summary>The full address of a route, token included.</summary>
    public string AddressOf(string route) => $"http://127.0.0.1:{Port}{route}?token={_token.Text}";

    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(HttpContext context)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        var request = context.Request;
        if (Refusal(request) is { } status)
        {
            response.StatusCode = status;
            return;
        }

        try
        {
            await _routes[request.Path.Value!](context);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException or ConnectionAbortedException)
        {
            // The viewer closed the connection: nothing is left to answer.
        }
        catch (Exception e)
        {
            _fault(Sentence.For(e));
            if (!response.HasStarted)
            {
                response.StatusCode = StatusCodes.Status500InternalServerError;
            }
            else
            {
                context.Abort();
            }
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
    }

    private int? Refusal(HttpRequest request)
    {
        if (!HostCheck.Accepts(request.Headers.Host, Port))
        {
            return StatusCodes.Status421MisdirectedRequest;
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            return StatusCodes.Status405MethodNotAllowed;
        }

        if (!_token.Matches(request.Query["token"]))
        {
            return StatusCodes.Status401Unauthorized;
        }

        return _routes.ContainsKey(request.Path.Value ?? "") ? null : StatusCodes.Status404NotFound;
    }

    private static UserException NoAccess(int port, Exception e) =>
        new($"Port {port} cannot be opened ({e.Message.TrimEnd('.')}): choose a port from 1024 to 65535 with --port.", e);
}
