using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StreamShield.Tests.Browser;

/// <summary>A page of somebody else on the same computer: another port, so another origin.</summary>
internal sealed class OtherOrigin : IDisposable
{
    private readonly HttpListener _listener = new();

    public OtherOrigin()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                context.Response.ContentType = "text/html";
                await context.Response.OutputStream.WriteAsync(Encoding.ASCII.GetBytes("<!doctype html><title>Elsewhere</title>"));
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
