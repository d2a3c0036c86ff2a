using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using StreamShield.Core.Threading;
using StreamShield.Devices.Mjpeg;

namespace StreamShield.App.Http;

/// <summary>
/// A viewer of the stream: a thread of its own that writes to the connection's socket. Everything else here is answered by a pool of threads, which can be busy with other things; what hides the streamer is not to
/// wait for one of them.
/// </summary>
internal static class ViewerThread
{
    /// <summary>For the viewer to close its side once it has been told that no picture will follow.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    /// <summary>Writes the response and the stream, until either side ends; the connection serves nothing afterwards.</summary>
    /// <param name="context">A request that was let in, with the response's headers, of which nothing has been sent.</param>
    /// <param name="stream">What it looks at.</param>
    public static async Task ServeAsync(HttpContext context, MjpegSink stream)
    {
        var socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        var gone = context.RequestAborted;
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            Urgency.Raise();
            try
            {
                using var output = new NetworkStream(socket, ownsSocket: false);
                output.Write(Head(context.Response.Headers));
                MjpegStream.WriteTo(stream, output, gone);
                socket.Shutdown(SocketShutdown.Send);
                gone.WaitHandle.WaitOne(Farewell);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The viewer has gone.
            }
            finally
            {
                ended.SetResult();
            }
        })
        { IsBackground = true, Name = "viewer" }.Start();
        await ended.Task;
        context.Abort();
    }

    private static byte[] Head(IHeaderDictionary headers)
    {
        headers.Connection = "close";
        return Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{string.Concat(headers.Select(header => $"{header.Key}: {header.Value}\r\n"))}\r\n");
    }
}
