using System.Text;

namespace StreamShield.Devices.Mjpeg;

/// <summary>Writes a client's pictures as multipart/x-mixed-replace, in the form that browsers, OBS, VLC and ffmpeg (mpjpeg) read.</summary>
public static class MjpegStream
{
    /// <summary>The boundary between parts, without the leading dashes.</summary>
    public const string Boundary = "streamshield";

    /// <summary>Value of the response's Content-Type header.</summary>
    public const string ContentType = "multipart/x-mixed-replace;boundary=" + Boundary;

    internal static ReadOnlySpan<byte> Opening => "--streamshield\r\n"u8;

    /// <summary>Headers of a picture, up to its length.</summary>
    internal static ReadOnlySpan<byte> PartHeader => "Content-Type: image/jpeg\r\nContent-Length: "u8;

    /// <summary>Separates the headers from the picture.</summary>
    internal static ReadOnlySpan<byte> HeaderEnd => "\r\n\r\n"u8;

    /// <summary>Sent after each picture rather than before the next one: Chromium shows a part only once it has received the following boundary.</summary>
    internal static ReadOnlySpan<byte> Closing => "\r\n--streamshield\r\n"u8;

    /// <summary>
    /// Attaches a client and writes every picture it can keep up with, each as one write and a flush, until the stream ends. Runs on the calling thread, the
    /// viewer's own, so that no other thread has to run between sink and viewer.
    /// </summary>
    /// <param name="sink">The sink to attach to.</param>
    /// <param name="output">The response stream; left open.</param>
    /// <param name="cancel">Set when the client disconnects or the server stops.</param>
    /// <exception cref="OperationCanceledException">The stream was cancelled.</exception>
    /// <exception cref="IOException">The client has disconnected.</exception>
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

    /// <summary>Writes the first boundary of a stream whose pictures do not come from a sink.</summary>
    /// <param name="output">The response body; left open.</param>
    /// <param name="cancel">Set when the client disconnects or the server stops.</param>
    public static async Task OpenAsync(Stream output, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(output);
        await output.WriteAsync(Opening.ToArray(), cancel).ConfigureAwait(false);
        await output.FlushAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Writes one picture of a stream begun by <see cref="OpenAsync"/>.</summary>
    /// <param name="output">The response body; left open.</param>
    /// <param name="jpeg">The encoded picture.</param>
    /// <param name="cancel">Set when the client disconnects or the server stops.</param>
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
