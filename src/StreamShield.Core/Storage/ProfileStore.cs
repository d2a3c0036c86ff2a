using System.Text;
using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;

namespace StreamShield.Core.Storage;

/// <summary>Stores the user's profiles: one JSON file each, with the profile's name as file name, so that a file copied or renamed by hand is a
/// profile as well. Every write is complete or does nothing. Reads the disk on every call, so it is always up to date, even when several programs
/// run. Not for the frame path.</summary>
public sealed class ProfileStore
{
    private const string Extension = ".json";
    private const string What = "room profile";
    private const int MaxCurrentBytes = 4096;
    private readonly string _currentFile;

    /// <summary>Creates a store over two folders, which are created when something is written.</summary>
    /// <param name="configuration">Folder for rooms/, with profiles and encrypted plates, and for the name of the current profile.</param>
    /// <param name="data">Folder for keys/, with the keys of the plates.</param>
    public ProfileStore(string configuration, string data)
    {
        Folder = Path.GetFullPath(Path.Combine(configuration, "rooms"));
        Plates = new PlateStore(Folder, Path.Combine(data, "keys"));
        _currentFile = Path.GetFullPath(Path.Combine(configuration, "current-room"));
    }

    /// <summary>Folder of the profiles.</summary>
    public string Folder { get; }

    /// <summary>The plates of these profiles.</summary>
    public PlateStore Plates { get; }

    /// <summary>Name of the current profile, chosen by <see cref="Use"/>, whether or not it still exists; null for none.</summary>
    /// <exception cref="ShieldException">The choice cannot be read. It is never taken for "none".</exception>
    public string? Current
    {
        get
        {
            if (!File.Exists(_currentFile))
            {
                return null;
            }

            try
            {
                return Encoding.UTF8.GetString(PlainFile.Read(_currentFile, MaxCurrentBytes)).Trim() is { Length: > 0 } name ? name : null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Failed($"The choice of the room in {_currentFile} could not be read ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}): choose one again with 'streamshield profiles use NAME', or none with 'streamshield profiles use --none'.", e);
            }
        }
    }

    /// <summary>The store of this user, in <see cref="UserFolders"/>.</summary>
    public static ProfileStore ForThisUser() => new(UserFolders.Configuration, UserFolders.Data);

    /// <summary>All profiles by name, including files that cannot be used.</summary>
    public IReadOnlyList<ProfileEntry> List() => [.. Files().Select(ReadEntry).OrderBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The file of a profile.</summary>
    /// <param name="name">Name of the profile, in any case.</param>
    /// <exception cref="ShieldException">There is no such profile.</exception>
    public string PathOf(string name)
    {
        ProfileName.Check(name);
        return Find(name) ?? throw Failed(Files().Any()
            ? $"There is no room '{name}': choose one of {Choices()}, or make it with 'streamshield profiles create'."
            : $"There is no room '{name}', and no other is stored: make it with 'streamshield profiles create'.");
    }

    /// <summary>Loads a profile.</summary>
    /// <param name="name">Name of the profile, in any case.</param>
    /// <exception cref="ShieldException">There is no such profile, or its file cannot be used.</exception>
    public Profile Load(string name)
    {
        var path = PathOf(name);
        return Read(path) with { Name = NameOf(path) };
    }

    /// <summary>Loads the current profile.</summary>
    /// <exception cref="ShieldException">None is chosen, it no longer exists, or its file cannot be used.</exception>
    public Profile LoadCurrent() => Current is not { } name || (ProfileName.IsGood(name) && Find(name) is null)
        ? throw Failed($"The room in use{(Current is null ? " was not chosen" : $", '{Current}', is gone")}: choose one with 'streamshield profiles use NAME', or none with 'streamshield profiles use --none'.")
        : Load(name);

    /// <summary>Checks the plate of a stored profile.</summary>
    public PlateCondition PlateOf(Profile profile)
    {
        var condition = OpenPlate(profile, out var plate);
        plate?.Dispose();
        return condition;
    }

    /// <summary>Loads the plate of a stored profile and checks its condition.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="plate">Receives a plate owned by the caller; null when there is none or it is lost.</param>
    public PlateCondition OpenPlate(Profile profile, out Plate? plate)
    {
        ArgumentNullException.ThrowIfNull(profile);
        plate = null;
        var condition = profile.HasPlate ? Plates.Open(profile.Name, out plate) : PlateCondition.None;
        return profile.HasPlate && condition.State == PlateState.None
            ? new PlateCondition(PlateState.Lost, $"The plate of '{profile.Name}' is missing: capture it again.")
            : condition;
    }

    /// <summary>Stores a new or an existing profile.</summary>
    /// <param name="profile">The profile. A name that differs from a stored one only in case means the stored one.</param>
    /// <exception cref="ShieldException">A value is out of range, or the file cannot be written; nothing has changed.</exception>
    public void Save(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ProfileName.Check(profile.Name);
        var path = Find(profile.Name);
        AtomicFile.Write(path ?? NewPath(profile.Name), ProfileJson.Write(path is null ? profile : profile with { Name = NameOf(path) }), What);
    }

    /// <summary>Stores a new profile.</summary>
    /// <exception cref="ShieldException">The name is taken, a value is out of range, or the file cannot be written; nothing has changed.</exception>
    public void Add(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        CheckFree(profile.Name);
        AtomicFile.Write(NewPath(profile.Name), ProfileJson.Write(profile), What, replace: false);

        // A plate may be left from a profile whose file was deleted by hand. It does not belong to this one.
        Plates.Delete(profile.Name);
    }

    /// <summary>Deletes a profile with its plate and the plate's key.</summary>
    /// <param name="name">Name of the profile, in any case.</param>
    /// <returns>The exact name of the deleted profile.</returns>
    /// <exception cref="ShieldException">There is no such profile.</exception>
    public string Delete(string name)
    {
        var path = PathOf(name);
        var room = NameOf(path);
        Plates.Delete(room);
        AtomicFile.Delete(path);
        if (IsCurrent(room))
        {
            Use(null);
        }

        return room;
    }

    /// <summary>Renames a profile and its plate. If it was the current profile, it remains so.</summary>
    /// <returns>The renamed profile.</returns>
    /// <exception cref="ShieldException">There is no such profile, it cannot be read, or the new name is taken.</exception>
    public Profile Rename(string name, string newName)
    {
        var profile = Load(name);
        if (!ProfileName.Same(profile.Name, newName))
        {
            CheckFree(newName);
        }

        ProfileName.Check(newName);
        var isCurrent = IsCurrent(profile.Name);
        var path = PathOf(profile.Name);
        var newPath = NewPath(newName);
        var renamed = profile with { Name = newName };

        // The profile exists under one of its names at every moment.
        AtomicFile.Write(path, ProfileJson.Write(renamed), What);
        if (!ProfileName.Same(profile.Name, newName))
        {
            // A plate that was left under the new name is of another room.
            Plates.Delete(newName);
        }

        Plates.Rename(profile.Name, newName);
        try
        {
            File.Move(path, newPath);
        }
        catch
        {
            Plates.Rename(newName, profile.Name);
            throw;
        }

        if (isCurrent)
        {
            Use(newName);
        }

        return renamed;
    }

    /// <summary>Copies a profile to another name, with its plate if that can be read.</summary>
    /// <returns>The new profile.</returns>
    /// <exception cref="ShieldException">There is no such profile, it cannot be read, or the new name is taken.</exception>
    public Profile Duplicate(string name, string newName)
    {
        var profile = Load(name);
        using var plate = profile.HasPlate ? Plates.Load(profile.Name, static _ => { }) : null;
        var copy = profile with { Name = newName, HasPlate = plate is not null };
        Add(copy);
        if (plate is not null)
        {
            Plates.Save(newName, plate);
        }

        return copy;
    }

    /// <summary>Chooses the current profile, which is used when none is named.</summary>
    /// <param name="name">An existing profile; null for none.</param>
    /// <exception cref="ShieldException">There is no such profile, or its file cannot be used.</exception>
    public void Use(string? name)
    {
        if (name is null)
        {
            AtomicFile.Delete(_currentFile);
        }
        else
        {
            AtomicFile.Write(_currentFile, Encoding.UTF8.GetBytes(Load(name).Name + "\n"), "choice of the room");
        }
    }

    /// <summary>Imports a profile from a file.</summary>
    /// <param name="file">A profile file from anywhere.</param>
    /// <param name="newName">The name to store it under; null for the name in the file.</param>
    /// <param name="replace">True to replace a stored profile of that name. Its plate is kept.</param>
    /// <returns>The profile as stored.</returns>
    /// <exception cref="ShieldException">The file cannot be used, or the name is taken.</exception>
    public Profile Import(string file, string? newName = null, bool replace = false)
    {
        var profile = Read(file);
        var name = newName ?? profile.Name;
        ProfileName.Check(name);
        if (Find(name) is not { } taken)
        {
            profile = profile with { Name = name, HasPlate = false };
            Add(profile);
            return profile;
        }

        var room = NameOf(taken);
        if (!replace)
        {
            throw Failed($"There is a room '{room}' already: give this one another name with --as NAME, or put it in its place with --replace.");
        }

        profile = profile with { Name = room, HasPlate = Plates.Has(room) };
        Save(profile);
        return profile;
    }

    /// <summary>Exports a profile to a file, never with its plate.</summary>
    /// <param name="name">Name of the profile, in any case.</param>
    /// <param name="file">The file. An existing one is replaced.</param>
    /// <returns>The profile as written.</returns>
    /// <exception cref="ShieldException">There is no such profile, or the file cannot be written.</exception>
    public Profile Export(string name, string file)
    {
        var profile = Load(name).ForOthers();
        if (Directory.Exists(file) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
        {
            throw Failed($"'{file}' is a folder or lies in none: name a file in a folder that exists.");
        }

        AtomicFile.Write(file, ProfileJson.Write(profile), What);
        return profile;
    }

    /// <summary>Stores the plate of a profile and records it in the profile.</summary>
    /// <param name="name">Name of the profile, in any case.</param>
    /// <param name="plate">Owned by the caller.</param>
    /// <exception cref="ShieldException">There is no such profile, or a file cannot be written.</exception>
    public void KeepPlate(string name, Plate plate)
    {
        var profile = Load(name);
        Plates.Save(profile.Name, plate);
        Save(profile with { HasPlate = true });
    }

    /// <summary>Deletes the plate of a profile, and its key.</summary>
    /// <param name="name">Name of the profile, in any case.</param>
    /// <returns>True when there was one.</returns>
    /// <exception cref="ShieldException">There is no such profile; or its file cannot be used, but the plate is deleted all the same.</exception>
    public bool ForgetPlate(string name)
    {
        var room = NameOf(PathOf(name));
        var had = Plates.Has(room);
        Plates.Delete(room);
        Save(Load(room) with { HasPlate = false });
        return had;
    }

    private static ShieldException Failed(string sentence, Exception? inner = null) => new(SlateReason.StageFailed, sentence, inner);

    private static string NameOf(string path) => ProfileName.FromStem(Path.GetFileNameWithoutExtension(path));

    private ProfileEntry ReadEntry(string path)
    {
        var name = NameOf(path);
        try
        {
            if (!ProfileName.IsGood(name))
            {
                throw Failed($"The room profile {path} cannot be used: its file name is no room's name, which is {ProfileName.Allowed}.");
            }

            var profile = Read(path) with { Name = name };
            return new ProfileEntry(name, path, profile, "", PlateOf(profile));
        }
        catch (ShieldException e)
        {
            return new ProfileEntry(name, path, null, e.Message, PlateCondition.None);
        }
    }

    private static Profile Read(string path)
    {
        try
        {
            var file = PlainFile.Read(path, ProfileJson.MaxBytes);
            return file.Length > 0 ? ProfileJson.Read(file, path) : throw Failed($"The {What} {path} is empty: import the room again, or delete it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Failed($"The {What} {path} could not be read ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}): check the path, or allow your user to read it.", e);
        }
    }

    private IEnumerable<string> Files() => !Directory.Exists(Folder)
        ? []
        : Directory.EnumerateFiles(Folder, "*" + Extension).Where(path => !Path.GetFileName(path).StartsWith('.'));

    private string? Find(string name)
    {
        var files = Files().ToList();
        return files.Find(path => NameOf(path) == name) ?? files.Find(path => ProfileName.Same(NameOf(path), name));
    }

    private void CheckFree(string name)
    {
        ProfileName.Check(name);
        if (Find(name) is { } taken)
        {
            throw Failed($"There is a room '{NameOf(taken)}' already: choose another name, or delete that one first.");
        }
    }

    private bool IsCurrent(string name) => Current is { } current && ProfileName.Same(current, name);

    private string NewPath(string name) => Path.Combine(Folder, ProfileName.ToStem(name) + Extension);

    private string Choices() => string.Join(", ", Files().Select(NameOf).Order(StringComparer.OrdinalIgnoreCase));
}
