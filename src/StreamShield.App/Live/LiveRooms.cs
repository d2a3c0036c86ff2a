using StreamShield.App.Commands;
using StreamShield.App.Hosting;
using StreamShield.Core;
using StreamShield.Devices;

namespace StreamShield.App.Live;

/// <summary>The user's stored rooms, while one of them is in force. From any thread.</summary>
internal sealed class LiveRooms(LiveControl control, ShieldSession session, Terminal terminal)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<ProfileEntry> List() => terminal.Rooms.List();

    /// <summary>Stores what is in force as a new room, with its plate; that room is in force from then on.</summary>
    /// <exception cref="ShieldException">The name is taken or is none, or the disk refuses.</exception>
    public void Create(string name) => control.Do(now =>
    {
        var room = now.Room with { Name = name, HasPlate = false, Camera = DeviceList.Stable(now.Room.Camera) };
        terminal.Rooms.Add(room);
        if (now.Settings.Plate is { } plate)
        {
            terminal.Rooms.KeepPlate(name, plate);
            room = room with { HasPlate = true };
        }

        terminal.Rooms.Use(name);
        control.Rename(room, room);
    });

    /// <summary>Makes an equal room of another name from a stored one, with its plate.</summary>
    /// <exception cref="ShieldException">There is no such room, or the name is taken.</exception>
    public void Copy(string name, string newName) => terminal.Rooms.Duplicate(name, newName);

    /// <summary>Gives a stored room another name.</summary>
    /// <exception cref="ShieldException">There is no such room, or the name is taken.</exception>
    public void Rename(string name, string newName) => control.Do(now =>
    {
        var old = terminal.Rooms.Load(name).Name;
        terminal.Rooms.Rename(name, newName);
        if (IsInForce(now, old))
        {
            control.Rename(now.Room with { Name = newName }, now.Stored! with { Name = newName });
        }
    });

    /// <summary>Deletes a room with its plate. Its settings, when they are in force, stay so until the end.</summary>
    /// <returns>The profile, with which <see cref="Import"/> brings it back without its plate; null when its file could not be used.</returns>
    /// <exception cref="ShieldException">There is no such room.</exception>
    public RoomProfile? Delete(string name)
    {
        RoomProfile? profile = null;
        control.Do(now =>
        {
            profile = terminal.Rooms.List().FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Profile;
            var deleted = terminal.Rooms.Delete(name);
            if (IsInForce(now, deleted))
            {
                control.Rename(now.Room with { Name = "", HasPlate = false }, null);
            }
        });
        return profile is null ? null : profile with { HasPlate = false };
    }

    /// <summary>Puts a stored room in force, and chooses it for later runs.</summary>
    /// <exception cref="ShieldException">There is no such room, or it cannot be used; nothing has changed.</exception>
    /// <exception cref="UserException">It has another size or rate than this run.</exception>
    public void Use(string name) => control.Do(now =>
    {
        var room = terminal.Rooms.Load(name);
        if (room.Size != session.Outlet.Size || room.FramesPerSecond != session.FramesPerSecond)
        {
            throw new UserException(
                $"The room '{room.Name}' has pictures of {room.Size} at {room.FramesPerSecond:0.##} per second, and this run of {session.Outlet.Size} at {session.FramesPerSecond:0.##}: stop, and start with --room \"{room.Name}\".");
        }

        var plate = new PlateChoice(room, null).Load(session.Outlet.Size, terminal);
        try
        {
            control.Exchange(room, room, plate, anew: false);
        }
        catch
        {
            plate?.Dispose();
            throw;
        }

        terminal.Rooms.Use(room.Name);
    });

    /// <summary>Stores what is in force in its room.</summary>
    /// <exception cref="UserException">It belongs to no room.</exception>
    /// <exception cref="ShieldException">The disk refuses.</exception>
    public void Save() => control.Do(now =>
    {
        if (now.Room.Name.Length == 0)
        {
            throw new UserException("These settings belong to no room yet: create one, it needs a name only.");
        }

        var room = now.Room with { HasPlate = terminal.Rooms.Plates.Has(now.Room.Name), Camera = DeviceList.Stable(now.Room.Camera) };
        terminal.Rooms.Save(room);
        control.Rename(room, room);
    });

    /// <summary>Goes back to what is stored of the room in force or, without one, to what the run began with.</summary>
    /// <exception cref="UserException">The room was deleted.</exception>
    public void Revert() => control.Do(now =>
    {
        if (now.Stored is not { } stored)
        {
            throw new UserException("The room of these settings was deleted: there is nothing to go back to.");
        }

        if (stored.Camera == now.Room.Camera && stored.Orientation == now.Room.Orientation && stored.Model == now.Room.Model)
        {
            control.Apply(stored, stored, now.Settings.Plate);
        }
        else
        {
            control.Exchange(stored, stored, now.Settings.Plate, anew: false);
        }
    });

    /// <summary>Stores a room that somebody sent.</summary>
    /// <param name="json">A profile; never with a plate.</param>
    /// <param name="newName">Its name here; null for its own.</param>
    /// <returns>Its name.</returns>
    /// <exception cref="ShieldException">It cannot be used, or the name is taken.</exception>
    public string Import(ReadOnlyMemory<byte> json, string? newName)
    {
        var name = "";
        control.Do(_ =>
        {
            var room = ProfileJson.Read(json, "that was sent");
            name = newName ?? room.Name;
            terminal.Rooms.Add(room with { Name = name, HasPlate = false });
        });
        return name;
    }

    /// <summary>A stored room for others: never with its plate.</summary>
    /// <exception cref="ShieldException">There is no such room, or it cannot be used.</exception>
    public byte[] Export(string name) => ProfileJson.Write(terminal.Rooms.Load(name) with { HasPlate = false });

    private static bool IsInForce(RoomInForce now, string name) => now.Room.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
