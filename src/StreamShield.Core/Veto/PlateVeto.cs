using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Registration;

namespace StreamShield.Core.Veto;

/// <summary>Hides what matches the known room in colour and local structure, whatever the model says. It only ever lowers alpha (law 4), and works
/// with any model. <para>The picture is compared in cells of 8x8 pixels. A cell with the plate's own texture is certainly room. Around such cells,
/// along the edge of the matte and where the model is in doubt, pixels are compared one by one and hidden where they match. Inside the silhouette, a
/// flat area with the colour of a flat wall behind it is ambiguous, and the model decides. Shadows are allowed for: the room beside the streamer
/// shows how dark the room behind should be.</para> Allocates only on construction. Not thread-safe.</summary>
public sealed class PlateVeto : IDisposable
{
    private readonly FrameSize _size;
    private readonly VetoCells _cells;
    private readonly VetoPixels _pixels;

    /// <summary>Creates a veto for frames of one size.</summary>
    public PlateVeto(FrameSize size)
    {
        _size = size;
        _cells = new VetoCells(size);
        _pixels = new VetoPixels(size);
    }

    /// <summary>Lowers the alpha of pixels that are room.</summary>
    /// <param name="frame">The raw frame.</param>
    /// <param name="room">The room as it should look in this frame. Nothing changes where its plate's confidence is low.</param>
    /// <param name="fine">The fine matte of this frame, at its size. Lowered in place; its stamp stays.</param>
    /// <exception cref="ShieldException">The matte or the room belongs to another frame (law 3), or a size differs.</exception>
    public void Apply(Frame frame, AlignedRoom room, Matte fine)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(room.Plate);
        ArgumentNullException.ThrowIfNull(fine);
        if (frame.Id == 0 || fine.FrameId != frame.Id || room.FrameId != frame.Id)
        {
            throw new ShieldException(SlateReason.StageFailed,
                $"The matte of frame {fine.FrameId} and the room of frame {room.FrameId} were offered for frame {frame.Id}: the picture stays hidden.");
        }

        if (frame.Size != _size || room.Plate.Size != _size || fine.Width != _size.Width || fine.Height != _size.Height)
        {
            throw new ShieldException(SlateReason.StageFailed, $"A {frame.Size} frame, a {room.Plate.Size} plate and a {fine.Width}x{fine.Height} matte do not fit a {_size} veto.");
        }

        _cells.Analyse(frame, room, fine.Alpha);
        _pixels.Hide(frame, room, _cells, fine.Alpha);
    }

    /// <inheritdoc/>
    public void Dispose() => _pixels.Dispose();
}
