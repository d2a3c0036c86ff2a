using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using StreamShield.Core.Threading;
using StreamShield.Devices.Mjpeg;

namespace StreamShield.App.Http;

/// <summary>
/// Serves a viewer of the stream on its own thread, which writes to the connection's socket. All other requests use the thread pool, which may be busy; hiding
/// the streamer must not wait for it (law 8).
/// </summary>
internal static class ViewerThread
{
    /// <summary>Time for the viewer to close its side after the stream has ended.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    /// <summary>Writes the response and the stream until either side ends. The connection cannot be used afterwards.</summary>
    /// <param name="context">An authorized request with its response headers set and nothing sent yet.</param>
    /// <param name="stream">The stream to watch.</param>
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
                // The viewer has disconnected.
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
