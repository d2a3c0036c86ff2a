using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Profiles;
using StreamShield.Core.Settings;
using StreamShield.Devices;

namespace StreamShield.App.Live;

/// <summary>The active profile and settings of a live run, and their stored version. Immutable.</summary>
/// <param name="Room">The active profile; its name is empty if the settings belong to no stored profile.</param>
/// <param name="Stored">The stored version or, without one, the profile at the start of the run; null if it was deleted in the meantime.</param>
/// <param name="Settings">The profile's settings with background picture and plate, as the shield uses them.</param>
/// <param name="PlateTrouble">What is wrong with the plate, in one sentence; empty if nothing is.</param>
/// <param name="Revision">Increases with every change.</param>
internal sealed record ProfileInForce(Profile Room, Profile? Stored, ShieldSettings Settings, string PlateTrouble, long Revision)
{
    private byte[]? _text;

    /// <summary>True if something would be lost if the run ended now.</summary>
    public bool Unsaved { get; } = Stored is null || !Text(Room).AsSpan().SequenceEqual(Text(Stored));

    /// <summary>True if another profile has different content, apart from its name.</summary>
    public bool Differs(Profile other) => !Text(Room).AsSpan().SequenceEqual(Text(other));

    /// <summary>
    /// True if both produce the same output. Saving under a name does not count as a difference, nor does a newly learnt room, which only hides more.
    /// </summary>
    public bool ShowsTheSameAs(ProfileInForce? other) =>
        other is not null && (other.Revision == Revision || ((ReferenceEquals(other.Settings.Plate, Settings.Plate) || IsSelfCaptured) && Written.AsSpan().SequenceEqual(other.Written)));

    /// <summary>True if a plate captured under the other one belongs here: the same profile, camera and orientation, and no other plate since.</summary>
    public bool HasTheRoomOf(ProfileInForce other) => Room.Name == other.Room.Name && Room.Camera == other.Room.Camera && Room.Orientation == other.Room.Orientation
        && ReferenceEquals(Settings.Plate, other.Settings.Plate);

    /// <summary>The background picture of a profile, read from its file unless it is the one in use; null if it has none.</summary>
    /// <exception cref="ShieldException">The file cannot be used.</exception>
    public BackgroundImage? ImageOf(Profile room) =>
        room.EffectImage is null ? null : room.EffectImage == Room.EffectImage && Settings.Image is { } known ? known : ImageFile.Read(room.EffectImage);

    private bool IsSelfCaptured => Settings.Plate is { Origin: PlateOrigin.SelfCaptured };

    /// <summary>The profile's stored form without its name. Computed on the first use only, since the page asks several times a second.</summary>
    internal byte[] Written => _text ??= Text(Room);

    /// <summary>The stored form of a profile, without its name.</summary>
    private static byte[] Text(Profile room) => ProfileJson.Write(room with { Name = "room", HasPlate = false });
}
