using StreamShield.Core.Frames;

namespace StreamShield.Devices.Synthetic;

/// <summary>
/// A number encoded in the top left corner of a picture, by which tests and latency measurements identify the picture at the far end of the pipeline.
/// 8 x 4 square cells, 8 pixels wide (4 in pictures below 64x32): white is 1, black is 0, row by row, highest bit first. The first 24 cells hold
/// the number modulo 2^24, the last 8 a check value that rejects pictures without a number. Survives JPEG, H.264 and 4:2:0.
/// </summary>
public static class PatternNumber
{
    /// <summary>Numbers wrap around at this value.</summary>
    public const int Modulus = 1 << 24;

    private const int Columns = 8;
    private const int Rows = 4;

    /// <summary>Side of one cell in pixels.</summary>
    /// <param name="size">Size of the picture.</param>
    public static int CellSide(FrameSize size) => size.Width >= 64 && size.Height >= 32 ? 8 : 4;

    /// <summary>Writes a number into a raw frame.</summary>
    /// <param name="frame">The frame, already filled with its picture.</param>
    /// <param name="number">At least 0.</param>
    public static void Write(Frame frame, long number)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        var side = CellSide(frame.Size);
        var code = Encode(number);
        for (var y = 0; y < Rows * side; y++)
        {
            var row = frame.Pixels.Slice(y * frame.Stride, Columns * side * 3);
            for (var column = 0; column < Columns; column++)
            {
                var bit = (code >> (31 - (y / side * Columns) - column)) & 1;
                row.Slice(column * side * 3, side * 3).Fill(bit == 1 ? (byte)255 : (byte)0);
            }
        }
    }

    /// <summary>Reads the number back from a raw frame.</summary>
    /// <returns>The number, or -1 if there is none.</returns>
    public static long Read(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return Read(frame.Pixels, frame.Size, frame.Stride, 3);
    }

    /// <summary>Reads the number back from the luma of a shielded picture.</summary>
    /// <returns>The number, or -1 if there is none (hidden, slate).</returns>
    public static long Read(ShieldedFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return Read(frame.Luma, frame.Size, frame.Size.Width, 1);
    }

    /// <summary>Reads the number back from pixels of any layout whose first channel increases with brightness.</summary>
    /// <param name="pixels">The pixels, top row first.</param>
    /// <param name="size">Size of the picture.</param>
    /// <param name="stride">Bytes per row.</param>
    /// <param name="channels">Bytes per pixel.</param>
    /// <returns>The number, or -1 if there is none.</returns>
    public static long Read(ReadOnlySpan<byte> pixels, FrameSize size, int stride, int channels)
    {
        var side = CellSide(size);
        uint code = 0;
        for (var cell = 0; cell < Columns * Rows; cell++)
        {
            // The mean of the four middle pixels: compression damages the edges of a cell.
            var x = (cell % Columns * side) + (side / 2) - 1;
            var y = (cell / Columns * side) + (side / 2) - 1;
            var at = (y * stride) + (x * channels);
            var sum = pixels[at] + pixels[at + channels] + pixels[at + stride] + pixels[at + stride + channels];
            code = (code << 1) | (sum >= 4 * 128 ? 1u : 0u);
        }

        var number = code >> 8;
        return Encode(number) == code ? number : -1;
    }

    private static uint Encode(long number)
    {
        var low = (uint)(number % Modulus);
        // Not a plain sum: an all-black and an all-white corner must both fail.
        var check = (low ^ (low >> 8) ^ (low >> 16) ^ 0xA5) & 0xFF;
        return (low << 8) | check;
    }
}
