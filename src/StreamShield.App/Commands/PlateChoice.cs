using StreamShield.App.Hosting;
using StreamShield.Core;
using StreamShield.Devices;

namespace StreamShield.App.Commands;

/// <summary>Which picture of the empty room a command uses: the file that was named, else the one stored with the room, else none.</summary>
/// <param name="Room">The chosen room.</param>
/// <param name="Image">A picture file, or null.</param>
internal sealed record PlateChoice(RoomProfile Room, string? Image)
{
    /// <summary>Reads it; the plate becomes the caller's.</summary>
    /// <param name="size">Size of the frames.</param>
    /// <param name="terminal">Where its rooms are, and where to say what cannot be used.</param>
    /// <exception cref="ShieldException">The file cannot be read, or the stored plate is of another size.</exception>
    public Plate? Load(FrameSize size, Terminal terminal)
    {
        if (Image is not null)
        {
            return PlatePicture.Load(Image, size);
        }

        var plate = Room.HasPlate ? terminal.Rooms.Plates.Load(Room.Name, terminal.Fail) : null;
        if (plate is null || plate.Size == size)
        {
            return plate;
        }

        var stored = plate.Size;
        plate.Dispose();
        throw new ShieldException(SlateReason.StageFailed,
            $"The plate of '{Room.Name}' is {stored} and the picture is {size}: use that size, or capture it again with 'profiles capture-plate \"{Room.Name}\"'.");
    }
}
