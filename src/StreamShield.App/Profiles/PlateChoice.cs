using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;
using StreamShield.Core.Storage;
using StreamShield.Devices;

namespace StreamShield.App.Profiles;

/// <summary>Which plate a command uses: the given picture file, otherwise the one stored with the profile, otherwise none.</summary>
/// <param name="Room">The chosen profile.</param>
/// <param name="Image">Path of a picture file; null for none.</param>
/// <param name="MayLack">True to continue although the profile's plate cannot be used.</param>
internal sealed record PlateChoice(Profile Room, string? Image, bool MayLack = false)
{
    /// <summary>Loads the plate. The caller owns it.</summary>
    /// <param name="size">Size of the frames.</param>
    /// <param name="terminal">Provides the stored profiles, and prints what is wrong with the plate.</param>
    /// <exception cref="ShieldException">The file cannot be read.</exception>
    /// <exception cref="PlateLostException">The profile has a plate that cannot be used, and nobody has agreed to continue without it.</exception>
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
        if (MayLack)
        {
            return new LoadedPlate(null, $"The empty room was captured at {stored}, and the picture is {size}: capture it again.");
        }

        throw new PlateLostException(
            Room.Name, $"The plate of '{Room.Name}' is {stored} and the picture is {size}: use that size, or capture it again with 'streamshield profiles capture-plate \"{Room.Name}\"'.");
    }

    /// <summary>Rotates a plate that was captured with another camera orientation.</summary>
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
