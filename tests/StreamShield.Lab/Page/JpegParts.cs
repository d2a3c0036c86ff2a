using System.Text;
using OpenCvSharp;

namespace StreamShield.Lab.Page;

/// <summary>Reads a multipart stream of JPEGs, as a viewer does.</summary>
internal sealed class JpegParts(Stream body) : IDisposable
{
    private readonly BufferedStream _body = new(body, 1 << 16);

    /// <summary>Mean level of the next picture's upper left corner.</summary>
    public async Task<double> NextCornerAsync()
    {
        using var picture = Cv2.ImDecode(await NextAsync(), ImreadModes.ReducedGrayscale8);
        using var corner = picture[new Rect(0, 0, picture.Cols / 8, picture.Rows / 8)];
        return corner.Mean().Val0;
    }

    /// <summary>The next picture as it comes.</summary>
    /// <exception cref="EndOfStreamException">There is none.</exception>
    public async Task<byte[]> NextAsync()
    {
        var length = -1;
        while (await LineAsync() is { } line)
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture);
            }
            else if (line.Length == 0 && length >= 0)
            {
                var jpeg = new byte[length];
                await _body.ReadExactlyAsync(jpeg);
                return jpeg;
            }
        }

        throw new EndOfStreamException("The stream has ended.");
    }

    /// <inheritdoc/>
    public void Dispose() => _body.Dispose();

    private async Task<string?> LineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await _body.ReadAsync(one) == 1)
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
