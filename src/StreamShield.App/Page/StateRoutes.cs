using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using StreamShield.App.Http;
using StreamShield.App.Live;

namespace StreamShield.App.Page;

/// <summary>The state, once or as a stream of server-sent events (HTML standard, 9.2).</summary>
/// <param name="reader">Reads the state.</param>
/// <param name="changed">Triggers a new event at once.</param>
/// <param name="closing">Ends all streams.</param>
internal sealed class StateRoutes(StateReader reader, ChangeSignal changed, CancellationToken closing)
{
    /// <summary>Most streams at one time.</summary>
    public const int MaxStreams = 12;

    /// <summary>At least four events per second, so that a page without events knows that the program is gone.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(240);

    /// <summary>The shortest time between two events.</summary>
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(25);

    private int _streams;

    /// <summary>Adds the routes.</summary>
    public IEnumerable<Route> Routes =>
    [
        new("GET", "state", (context, _) => Answer.JsonAsync(context, reader.Now(), PageJson.Default.StateView)),
        new("GET", "events", (context, _) => StreamAsync(context)),
    ];

    private async Task StreamAsync(HttpContext context)
    {
        try
        {
            if (Interlocked.Increment(ref _streams) > MaxStreams)
            {
                throw new Refusal(StatusCodes.Status429TooManyRequests, "Too many pages are open: close one.");
            }

            context.Response.ContentType = "text/event-stream";
            if (HttpMethods.IsHead(context.Request.Method))
            {
                return;
            }

            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing);
            await SendAsync(context.Response, gone.Token);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // The run has ended; the end of the stream tells the page.
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    private async Task SendAsync(HttpResponse response, CancellationToken gone)
    {
        var text = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(text);
        while (true)
        {
            // Taken before reading the state, so that a change during sending is not missed.
            var next = changed.Next;
            text.ResetWrittenCount();
            text.Write("event: state\ndata: "u8);
            json.Reset();
            JsonSerializer.Serialize(json, reader.Now(), PageJson.Default.StateView);
            json.Flush();
            text.Write("\n\n"u8);
            await response.Body.WriteAsync(text.WrittenMemory, gone);
            await response.Body.FlushAsync(gone);
            await Task.Delay(MinPause, gone);
            await Task.WhenAny(next, Task.Delay(Pace - MinPause, gone));
            gone.ThrowIfCancellationRequested();
        }
    }
}
