using StreamShield.Core.Frames;

namespace StreamShield.Onnx;

/// <summary>The place of a frame in a model's grid of pixels.</summary>
/// <param name="Left">First column of the frame.</param>
/// <param name="Top">First row of the frame.</param>
/// <param name="Width">Columns of the frame.</param>
/// <param name="Height">Rows of the frame.</param>
/// <param name="GridWidth">Columns of the grid.</param>
/// <param name="GridHeight">Rows of the grid.</param>
internal readonly record struct Placement(int Left, int Top, int Width, int Height, int GridWidth, int GridHeight)
{
    /// <summary>Smallest number of columns and rows that later stages need. A narrower frame is stretched to them.</summary>
    private const int MinWidth = 64;
    private const int MinHeight = 32;

    /// <summary>True when the frame fills the grid.</summary>
    public bool IsWhole => Width == GridWidth && Height == GridHeight;

    /// <summary>A frame that fills the grid.</summary>
    public static Placement Whole(int width, int height) => new(0, 0, width, height, width, height);

    /// <summary>The place of a frame in a model's input.</summary>
    public static Placement Of(ModelInput input, FrameSize frame)
    {
        var (width, height) = (input.Width, input.Height);
        if (input.Fit == PictureFit.Stretch)
        {
            return Whole(width, height);
        }

        var scale = Math.Min((double)width / frame.Width, (double)height / frame.Height);
        var inner = Math.Clamp((int)Math.Round(frame.Width * scale), Math.Min(width, MinWidth), width);
        var rows = Math.Clamp((int)Math.Round(frame.Height * scale), Math.Min(height, MinHeight), height);
        return new Placement((width - inner) / 2, (height - rows) / 2, inner, rows, width, height);
    }

    /// <summary>The same place in a grid of another size.</summary>
    public Placement On(int width, int height)
    {
        var (left, top) = (Scaled(Left, width, GridWidth), Scaled(Top, height, GridHeight));
        return new Placement(left, top, Scaled(Left + Width, width, GridWidth) - left, Scaled(Top + Height, height, GridHeight) - top, width, height);
    }

    /// <summary>Index of the first pixel of the frame's row in the grid.</summary>
    public int Start(int row) => ((Top + row) * GridWidth) + Left;

    private static int Scaled(int at, int to, int from) => (int)Math.Round((double)at * to / from);
}
