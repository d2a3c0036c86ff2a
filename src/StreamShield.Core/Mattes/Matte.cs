using StreamShield.Core.Frames;

namespace StreamShield.Core.Mattes;

/// <summary>An alpha matte: 0 = hidden, 255 = streamer, rows without padding. It belongs to exactly one frame (<see cref="FrameId"/>). Cleared memory
/// means hidden. The caller of a stage owns the matte and reuses it.</summary>
public sealed class Matte : IDisposable
{
    private readonly PixelBuffer _alpha;

    /// <summary>Creates a cleared matte.</summary>
    /// <param name="width">Pixels per row, at least 1. A coarse matte has the model's size, a fine one the frame's.</param>
    /// <param name="height">Rows, at least 1.</param>
    public Matte(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        Width = width;
        Height = height;
        _alpha = new PixelBuffer(width * height);
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The frame that this matte was computed from; 0 for none.</summary>
    public long FrameId { get; private set; }

    /// <summary>The alpha values, row by row.</summary>
    public Span<byte> Alpha => _alpha.Span;

    /// <summary>Hides everything and removes the frame's id.</summary>
    public void Clear()
    {
        _alpha.Clear();
        FrameId = 0;
    }

    /// <summary>Copies alpha and frame id to <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public void CopyTo(Matte destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (destination.Width != Width || destination.Height != Height)
        {
            throw new ArgumentException($"A {Width}x{Height} matte does not fit into {destination.Width}x{destination.Height}.", nameof(destination));
        }

        Alpha.CopyTo(destination.Alpha);
        destination.FrameId = FrameId;
    }

    /// <summary>Binds the matte to the frame that it was computed from. The stage that fills the matte does this last.</summary>
    public void Stamp(long frameId)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frameId, 1);
        FrameId = frameId;
    }

    /// <inheritdoc/>
    public void Dispose() => _alpha.Dispose();
}
