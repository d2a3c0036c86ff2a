using System.Runtime.InteropServices;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Core.Obscuring;

/// <summary>Squares of the room's mean colours, for looks. Uses the same <see cref="RoomCells"/> as the blur with twice as many columns, so it
/// protects less at the same strength. Allocates only on construction.</summary>
public sealed class PixelateObscurer : IObscurer
{
    private const int FinerThanBlur = 2;

    private readonly FrameSize _size;
    private readonly RoomCells _cells;
    private readonly HiddenPicture _picture;

    /// <summary>Creates a mosaic for one frame size.</summary>
    /// <param name="size">Size of the frames.</param>
    /// <param name="strength">0..100; its cells are half as large as those of a blur of that strength.</param>
    public PixelateObscurer(FrameSize size, int strength)
    {
        _size = size;
        _cells = new RoomCells(size, BlurObscurer.ColumnsFor(strength) * FinerThanBlur, BlurObscurer.StepFor(strength));
        _picture = new HiddenPicture(size);
    }

    /// <summary>Cells across the picture.</summary>
    public int Columns => _cells.Columns;

    /// <inheritdoc/>
    public HiddenPicture Obscure(Frame frame, Matte matte, TimeSpan passed)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(matte);
        if (_cells.Update(frame, matte, passed))
        {
            Draw();
        }

        return _picture;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cells.Dispose();
        _picture.Dispose();
    }

    /// <summary>Draws the cells. They begin and end on even pixels, so that no two cells share a chroma sample.</summary>
    private void Draw()
    {
        var (width, height) = (_size.Width, _size.Height);
        var colours = _cells.Colours;
        var luma = _picture.Luma;
        var chroma = _picture.Chroma;
        for (var row = 0; row < _cells.Rows; row++)
        {
            var (top, bottom) = (Edge(row, height, _cells.Rows), Edge(row + 1, height, _cells.Rows));
            for (var column = 0; column < _cells.Columns; column++)
            {
                var (left, right) = (Edge(column, width, _cells.Columns), Edge(column + 1, width, _cells.Columns));
                var colour = colours.Slice(((row * _cells.Columns) + column) * 3, 3);
                luma[((top * width) + left)..((top * width) + right)].Fill((byte)MathF.Round(colour[0]));
                MemoryMarshal.Cast<byte, ushort>(chroma[((top / 2 * width) + left)..((top / 2 * width) + right)])
                    .Fill((ushort)((int)MathF.Round(colour[1]) | ((int)MathF.Round(colour[2]) << 8)));
            }

            for (var y = top + 1; y < bottom; y++)
            {
                luma.Slice(top * width, width).CopyTo(luma.Slice(y * width, width));
            }

            for (var y = (top / 2) + 1; y < bottom / 2; y++)
            {
                chroma.Slice(top / 2 * width, width).CopyTo(chroma.Slice(y * width, width));
            }
        }
    }

    private static int Edge(int index, int pixels, int cells) => index * (pixels / 2) / cells * 2;
}
