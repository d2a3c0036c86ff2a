using StreamShield.App.Hosting;
using StreamShield.App.Profiles;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Profiles;
using StreamShield.Core.Storage;
using StreamShield.Devices.Cameras;

namespace StreamShield.App.Live;

/// <summary>The user's stored rooms, while one of them is in force. From any thread.</summary>
internal sealed class LiveProfiles(LiveControl control, ShieldSession session, Terminal terminal)
{
    /// <summary>All of them.</summary>
    public Task<IReadOnlyList<ProfileEntry>> ListAsync() => Slowly.RunAsync("The disk with your rooms", () => terminal.Rooms.List());

    /// <summary>Stores what is in force as a new room, with its plate; that room is in force from then on.</summary>
    /// <exception cref="ShieldException">The name is taken or is none, or the disk refuses.</exception>
    public Task CreateAsync(string name) => control.StoreAsync(now =>
    {
        var room = now.Room with { Name = name, HasPlate = false, Camera = DeviceList.Stable(now.Room.Camera) };
        terminal.Rooms.Add(room);
        if (now.Settings.Plate is { } plate)
        {
            terminal.Rooms.KeepPlate(name, plate);
            room = room with { HasPlate = true };
        }

        terminal.Rooms.Use(name);
        control.Rename(room.Name, room.HasPlate, room);
    });

    /// <summary>Makes an equal room of another name from a stored one, with its plate.</summary>
    /// <exception cref="ShieldException">There is no such room, or the name is taken.</exception>
    public Task CopyAsync(string name, string newName) => control.StoreAsync(_ => terminal.Rooms.Duplicate(name, newName));

    /// <summary>Gives a stored room another name.</summary>
    /// <exception cref="ShieldException">There is no such room, or the name is taken.</exception>
    public Task RenameAsync(string name, string newName) => control.StoreAsync(now =>
    {
        var old = terminal.Rooms.Load(name).Name;
        terminal.Rooms.Rename(name, newName);
        if (IsInForce(now, old))
        {
            control.Rename(newName, now.Room.HasPlate, now.Stored! with { Name = newName });
        }
    });

    /// <summary>Deletes a room with its plate. Its settings, when they are in force, stay so until the end.</summary>
    /// <returns>The profile, with which <see cref="ImportAsync"/> brings it back without its plate; null when its file could not be used.</returns>
    /// <exception cref="ShieldException">There is no such room.</exception>
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

    /// <summary>Puts a stored room in force, and chooses it for later runs.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="mayLackPlate">True goes on although its plate cannot be used.</param>
    /// <exception cref="ShieldException">There is no such room, or it cannot be used; nothing has changed.</exception>
    /// <exception cref="PlateLostException">Its plate cannot be used; nothing has changed.</exception>
    /// <exception cref="UserException">It has another size or rate than this run.</exception>
    public async Task UseAsync(string name, bool mayLackPlate)
    {
        var (room, plate) = await Slowly.RunAsync("The disk with your rooms", () => Load(name, mayLackPlate), static late => late.Plate.Plate?.Dispose());
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

    /// <summary>Stores what is in force in its room.</summary>
    /// <exception cref="UserException">It belongs to no room.</exception>
    /// <exception cref="ShieldException">The disk refuses.</exception>
    public Task SaveAsync() => control.StoreAsync(now =>
    {
        if (now.Room.Name.Length == 0)
        {
            throw new UserException("These settings belong to no room yet: create one, it needs a name only.");
        }

        var room = now.Room with { HasPlate = terminal.Rooms.Plates.Has(now.Room.Name), Camera = DeviceList.Stable(now.Room.Camera) };
        terminal.Rooms.Save(room);
        control.Rename(room.Name, room.HasPlate, room);
    });

    /// <summary>Goes back to what is stored of the room in force or, without one, to what the run began with.</summary>
    /// <exception cref="UserException">The room was deleted.</exception>
    public Task RevertAsync() => control.GoAsync("The change", static now => new Target(Stored(now), now.Stored, now.Settings.Plate));

    /// <summary>Stores a room that somebody sent.</summary>
    /// <param name="json">A profile; never with a plate.</param>
    /// <param name="newName">Its name here; null for its own.</param>
    /// <returns>Its name.</returns>
    /// <exception cref="ShieldException">It cannot be used, or the name is taken.</exception>
    public async Task<string> ImportAsync(ReadOnlyMemory<byte> json, string? newName)
    {
        var room = ProfileJson.Read(json, "that was sent");
        var name = newName ?? room.Name;
        await control.StoreAsync(_ => terminal.Rooms.Add(room with { Name = name, HasPlate = false }));
        return name;
    }

    /// <summary>A stored room for others: never with its plate.</summary>
    /// <exception cref="ShieldException">There is no such room, or it cannot be used.</exception>
    public Task<byte[]> ExportAsync(string name) =>
        Slowly.RunAsync("The disk with your rooms", () => ProfileJson.Write(terminal.Rooms.Load(name) with { HasPlate = false }));

    private (Profile Room, LoadedPlate Plate) Load(string name, bool mayLackPlate)
    {
        var room = terminal.Rooms.Load(name);
        if (room.Size != session.Outlet.Size || room.FramesPerSecond != session.FramesPerSecond)
        {
            throw new UserException(
                $"The room '{room.Name}' has pictures of {room.Size} at {room.FramesPerSecond:0.##} per second, and this run of {session.Outlet.Size} at {session.FramesPerSecond:0.##}: stop, and start with --profile \"{room.Name}\".");
        }

        return (room, new PlateChoice(room, null, mayLackPlate).Load(session.Outlet.Size, terminal));
    }

    private static Profile Stored(ProfileInForce now) =>
        now.Stored ?? throw new UserException("The room of these settings was deleted: there is nothing to go back to.");

    private static bool IsInForce(ProfileInForce now, string name) => now.Room.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
