using System.Globalization;
using System.Text;
using OpenCvSharp;

namespace StreamShield.Tests.App;

/// <summary>Takes a multipart MJPEG body apart, as a player does.</summary>
internal sealed class MjpegReader(Stream body) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly BufferedStream _body = new(body, 1 << 16);

    /// <summary>The next JPEG, or null at the end of the stream.</summary>
    public async Task<byte[]?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var length = -1;
        while (await LineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line["Content-Length:".Length..], CultureInfo.InvariantCulture);
            }
            else if (line.Length == 0 && length >= 0)
            {
                var jpeg = new byte[length];
                await _body.ReadExactlyAsync(jpeg, patience.Token);
                return jpeg;
            }
        }

        return null;
    }

    /// <summary>The next picture, decoded to grey; the caller owns it.</summary>
    public async Task<Mat> NextGreyAsync()
    {
        var jpeg = await NextAsync();
        Assert.NotNull(jpeg);
        return Cv2.ImDecode(jpeg, ImreadModes.Grayscale);
    }

    public void Dispose() => _body.Dispose();

    private async Task<string?> LineAsync(CancellationToken cancel)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await _body.ReadAsync(one, cancel) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }
}
