using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using StreamShield.App.Http;
using StreamShield.App.Live;

namespace StreamShield.App.Page;

/// <summary>The state, once or as a stream of server-sent events (HTML standard, 9.2).</summary>
/// <param name="reader">Puts it together.</param>
/// <param name="changed">What makes a new event due at once.</param>
/// <param name="closing">Ends every stream.</param>
internal sealed class StateRoutes(StateReader reader, ChangeSignal changed, CancellationToken closing)
{
    /// <summary>Streams at one time.</summary>
    public const int MaxStreams = 12;

    /// <summary>At least four events per second: a page that gets none knows that the program is gone.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(240);

    /// <summary>However fast changes come.</summary>
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(25);

    private int _streams;

    /// <summary>What is served.</summary>
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
            // The run has ended, and the page learns it from the end of the stream.
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
            // Taken before looking: a change that comes while this is sent is not missed.
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
