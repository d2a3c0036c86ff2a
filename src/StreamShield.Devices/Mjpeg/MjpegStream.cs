using System.Text;

namespace StreamShield.Devices.Mjpeg;

/// <summary>Writes a client's pictures as multipart/x-mixed-replace, as browsers, OBS, VLC and ffmpeg (mpjpeg) read it.</summary>
public static class MjpegStream
{
    /// <summary>Separates the parts.</summary>
    public const string Boundary = "streamshield";

    /// <summary>Value of the response's Content-Type header.</summary>
    public const string ContentType = "multipart/x-mixed-replace;boundary=" + Boundary;

    /// <summary>The first boundary.</summary>
    internal static ReadOnlySpan<byte> Opening => "--streamshield\r\n"u8;

    /// <summary>Before each picture, up to its length.</summary>
    internal static ReadOnlySpan<byte> PartHeader => "Content-Type: image/jpeg\r\nContent-Length: "u8;

    /// <summary>Between the length and the picture.</summary>
    internal static ReadOnlySpan<byte> HeaderEnd => "\r\n\r\n"u8;

    /// <summary>Sent with each picture rather than before the next one: Chromium shows a part once the boundary behind it has come.</summary>
    internal static ReadOnlySpan<byte> Closing => "\r\n--streamshield\r\n"u8;

    /// <summary>
    /// Attaches a client and writes every picture it is fast enough for, each with one write and a flush, until the stream ends. On the calling thread, which is the viewer's own: no other has to run between
    /// the sink's and the viewer.
    /// </summary>
    /// <param name="sink">Where pictures come from.</param>
    /// <param name="output">To the viewer; left open.</param>
    /// <param name="cancel">The client has gone, or the server stops.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="IOException">The client has gone.</exception>
    public static void WriteTo(MjpegSink sink, Stream output, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(output);
        using var client = sink.Attach();
        output.Write(Opening);
        output.Flush();
        while (client.Next(cancel))
        {
            output.Write(client.Part());
            output.Flush();
        }
    }

    /// <summary>Begins a stream whose pictures come from elsewhere.</summary>
    /// <param name="output">The response body; left open.</param>
    /// <param name="cancel">The client has gone, or the server stops.</param>
    public static async Task OpenAsync(Stream output, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(output);
        await output.WriteAsync(Opening.ToArray(), cancel).ConfigureAwait(false);
        await output.FlushAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Writes one picture of such a stream.</summary>
    /// <param name="output">The response body; left open.</param>
    /// <param name="jpeg">The picture.</param>
    /// <param name="cancel">The client has gone, or the server stops.</param>
    public static async Task WriteAsync(Stream output, ReadOnlyMemory<byte> jpeg, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(output);
        byte[] header = [.. PartHeader, .. Encoding.ASCII.GetBytes($"{jpeg.Length}"), .. HeaderEnd];
        await output.WriteAsync(header, cancel).ConfigureAwait(false);
        await output.WriteAsync(jpeg, cancel).ConfigureAwait(false);
        await output.WriteAsync(Closing.ToArray(), cancel).ConfigureAwait(false);
        await output.FlushAsync(cancel).ConfigureAwait(false);
    }
}
