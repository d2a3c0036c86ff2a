using StreamShield.App.Hosting;
using StreamShield.App.Profiles;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Profiles;
using StreamShield.Core.Storage;
using StreamShield.Devices.Cameras;

namespace StreamShield.App.Live;

/// <summary>Operations on the user's stored profiles while a run uses one of them. Thread-safe.</summary>
internal sealed class LiveProfiles(LiveControl control, ShieldSession session, Terminal terminal)
{
    /// <summary>Lists all stored profiles.</summary>
    public Task<IReadOnlyList<ProfileEntry>> ListAsync() => Slowly.RunAsync("The disk with your rooms", () => terminal.Rooms.List());

    /// <summary>Stores the current settings as a new profile, with the plate. The run uses that profile from then on.</summary>
    /// <exception cref="ShieldException">The name is taken or invalid, or the disk refuses.</exception>
    public Task CreateAsync(string name) => control.StoreAsync(now =>
    {
        var room = now.Room with { Name = name, HasPlate = false, Camera = DeviceList.Stable(now.Room.Camera) };
        terminal.Rooms.Add(room);
        if (now.Settings.Plate is { } plate && !control.IsDemo)
        {
            try
            {
                terminal.Rooms.KeepPlate(name, plate);
            }
            catch
            {
                // All or nothing: the name must be free for another try.
                terminal.Rooms.Delete(name);
                throw;
            }

            room = room with { HasPlate = true };
        }

        terminal.Rooms.Use(name);
        control.Keep(now, room);
    });

    /// <summary>Copies a stored profile, with its plate, under a new name.</summary>
    /// <exception cref="ShieldException">The profile does not exist, or the name is taken.</exception>
    public Task CopyAsync(string name, string newName) => control.StoreAsync(_ => terminal.Rooms.Duplicate(name, newName));

    /// <summary>Renames a stored profile.</summary>
    /// <exception cref="ShieldException">The profile does not exist, or the name is taken.</exception>
    public Task RenameAsync(string name, string newName) => control.StoreAsync(now =>
    {
        var old = terminal.Rooms.Load(name).Name;
        terminal.Rooms.Rename(name, newName);
        if (IsInForce(now, old))
        {
            control.Rename(newName, now.Room.HasPlate, now.Stored! with { Name = newName });
        }
    });

    /// <summary>Deletes a profile with its plate. If the run uses it, its settings stay active until the end.</summary>
    /// <returns>The profile, which <see cref="ImportAsync"/> can restore without its plate; null if its file was unusable.</returns>
    /// <exception cref="ShieldException">The profile does not exist.</exception>
    public async Task<Profile?> DeleteAsync(string name)
    {
        Profile? profile = null;
        await control.StoreAsync(now =>
        {
            profile = terminal.Rooms.List().FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Profile;
            var deleted = terminal.Rooms.Delete(name);
            if (IsInForce(now, deleted))
            {
                control.Rename("", hasPlate: false, null);
            }
        });
        return profile is null ? null : profile with { HasPlate = false };
    }

    /// <summary>Switches to a stored profile, for this and later runs.</summary>
    /// <param name="name">Name of the profile.</param>
    /// <param name="mayLackPlate">True to continue although its plate cannot be used.</param>
    /// <exception cref="ShieldException">The profile does not exist or cannot be used; nothing has changed.</exception>
    /// <exception cref="PlateLostException">Its plate cannot be used; nothing has changed.</exception>
    public async Task UseAsync(string name, bool mayLackPlate)
    {
        var (room, plate) = await Slowly.RunAsync("The disk with your rooms", () => Load(name, mayLackPlate), static late => late.Plate.Plate?.Dispose());
        if (room.Size != session.Outlet.Size || room.FramesPerSecond != session.FramesPerSecond)
        {
            plate.Plate?.Dispose();
            await control.StoreAsync(_ => terminal.Rooms.Use(room.Name));
            control.BeginAnew(room);
            return;
        }

        try
        {
            await control.ExchangeAsync($"The room '{room.Name}'", _ => new Target(room, room, plate.Plate, plate.Trouble), anew: false);
        }
        catch
        {
            plate.Plate?.Dispose();
            throw;
        }

        await control.StoreAsync(_ => terminal.Rooms.Use(room.Name));
    }

    /// <summary>Saves the current settings to their profile.</summary>
    /// <exception cref="UserException">The settings belong to no profile.</exception>
    /// <exception cref="ShieldException">The file cannot be written.</exception>
    public Task SaveAsync() => control.StoreAsync(now =>
    {
        if (now.Room.Name.Length == 0)
        {
            throw new UserException("These settings belong to no room yet: create one, it needs a name only.");
        }

        var room = now.Room with { HasPlate = HasPlateFor(now.Room), Camera = DeviceList.Stable(now.Room.Camera) };
        terminal.Rooms.Save(room);
        control.Keep(now, room);
    });

    /// <summary>False for a stored plate of another size: it would hinder the next start. One that cannot be read still counts.</summary>
    private bool HasPlateFor(Profile room)
    {
        _ = terminal.Rooms.Plates.Open(room.Name, out var stored);
        using (stored)
        {
            var fits = stored is null || stored.Orientation.Before(stored.Size) == room.Orientation.Before(room.Size);
            return fits && terminal.Rooms.Plates.Has(room.Name);
        }
    }

    /// <summary>Goes back to the stored version of the current profile or, without one, to the settings at the start of the run.</summary>
    /// <exception cref="UserException">The profile was deleted.</exception>
    public Task RevertAsync() => control.GoAsync("The change", static now => new Target(Stored(now), now.Stored, now.Settings.Plate));

    /// <summary>Stores an uploaded profile.</summary>
    /// <param name="json">The profile; it never includes a plate.</param>
    /// <param name="newName">Name to store it under; null for its own.</param>
    /// <returns>The name under which it was stored.</returns>
    /// <exception cref="ShieldException">The profile cannot be used, or the name is taken.</exception>
    public async Task<string> ImportAsync(ReadOnlyMemory<byte> json, string? newName)
    {
        var room = ProfileJson.Read(json, "that was sent");
        var name = newName ?? room.Name;
        await control.StoreAsync(_ => terminal.Rooms.Add(room with { Name = name, HasPlate = false }));
        return name;
    }

    /// <summary>A stored profile as JSON for sharing; never with its plate.</summary>
    /// <exception cref="ShieldException">The profile does not exist or cannot be used.</exception>
    public Task<byte[]> ExportAsync(string name) =>
        Slowly.RunAsync("The disk with your rooms", () => ProfileJson.Write(terminal.Rooms.Load(name).ForOthers()));

    private (Profile Room, LoadedPlate Plate) Load(string name, bool mayLackPlate)
    {
        var room = terminal.Rooms.Load(name);

        // One whose picture is gone is refused while nothing has changed.
        _ = control.Now.ImageOf(room);
        return (room, new PlateChoice(room, null, mayLackPlate).Load(room.Size, terminal));
    }

    private static Profile Stored(ProfileInForce now) =>
        now.Stored ?? throw new UserException("The room of these settings was deleted: there is nothing to go back to.");

    private static bool IsInForce(ProfileInForce now, string name) => now.Room.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
