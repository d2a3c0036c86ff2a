using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;
using StreamShield.Core.Storage;
using StreamShield.Devices;

namespace StreamShield.App.Profiles;

/// <summary>Which picture of the empty room a command uses: the file that was named, else the one stored with the room, else none.</summary>
/// <param name="Room">The chosen room.</param>
/// <param name="Image">A picture file, or null.</param>
/// <param name="MayLack">True goes on although the room's plate cannot be used.</param>
internal sealed record PlateChoice(Profile Room, string? Image, bool MayLack = false)
{
    /// <summary>Reads it; the plate becomes the caller's.</summary>
    /// <param name="size">Size of the frames.</param>
    /// <param name="terminal">Where its rooms are, and where to say what is wrong with it.</param>
    /// <exception cref="ShieldException">The file cannot be read, or the stored plate is of another size.</exception>
    /// <exception cref="PlateLostException">The room has a plate that cannot be used: nobody goes on without it unasked.</exception>
    public LoadedPlate Load(FrameSize size, Terminal terminal)
    {
        if (Image is not null)
        {
            var pictured = PlatePicture.Load(Image, size);
            pictured.Orientation = Room.Orientation;
            return new LoadedPlate(pictured, "");
        }

        var condition = terminal.Rooms.OpenPlate(Room, out var plate);
        if (condition.Sentence.Length > 0)
        {
            terminal.Fail(condition.Sentence);
        }

        if (plate is null)
        {
            return condition.State == PlateState.None || MayLack ? new LoadedPlate(null, condition.Sentence) : throw new PlateLostException(Room.Name, condition.Sentence);
        }

        plate = Upright(plate);
        if (plate.Size == size)
        {
            return new LoadedPlate(plate, condition.Sentence);
        }

        var stored = plate.Size;
        plate.Dispose();
        throw new ShieldException(SlateReason.StageFailed,
            $"The plate of '{Room.Name}' is {stored} and the picture is {size}: use that size, or capture it again with 'profiles capture-plate \"{Room.Name}\"'.");
    }

    /// <summary>A plate that was captured before the camera was turned, as it looks now.</summary>
    private Plate Upright(Plate plate)
    {
        if (plate.Orientation == Room.Orientation)
        {
            return plate;
        }

        using (plate)
        {
            return plate.Turned(Room.Orientation);
        }
    }
}
