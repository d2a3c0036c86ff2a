using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;
using StreamShield.Core.Settings;

namespace StreamShield.App.Live;

/// <summary>What a live run does now, and what of it is stored. Immutable.</summary>
/// <param name="Room">The room as it is in force; its name is empty when the settings belong to no stored room.</param>
/// <param name="Stored">The room as it was stored or, without a stored one, as the run began; null when it was deleted meanwhile.</param>
/// <param name="Settings">The room's settings with its picture and its plate, as the shield has them.</param>
/// <param name="PlateTrouble">What is wrong with the room's plate, or that it is lost: one sentence; empty where all is well.</param>
/// <param name="Revision">Rises with every change.</param>
internal sealed record ProfileInForce(Profile Room, Profile? Stored, ShieldSettings Settings, string PlateTrouble, long Revision)
{
    private byte[]? _text;

    /// <summary>True when something would be lost if the run ended now.</summary>
    public bool Unsaved { get; } = Stored is null || !Text(Room).AsSpan().SequenceEqual(Text(Stored));

    /// <summary>Whether another room says other things, whatever its name.</summary>
    public bool Differs(Profile other) => !Text(Room).AsSpan().SequenceEqual(Text(other));

    /// <summary>True when another one shows the same in the same way; saving it under a name changes nothing, nor does a room that became known: it only hides more.</summary>
    public bool ShowsTheSameAs(ProfileInForce? other) =>
        other is not null && (other.Revision == Revision || ((ReferenceEquals(other.Settings.Plate, Settings.Plate) || IsSelfCaptured) && Written.AsSpan().SequenceEqual(other.Written)));

    private bool IsSelfCaptured => Settings.Plate is { Origin: PlateOrigin.SelfCaptured };

    /// <summary>Made once, when somebody compares: the page asks several times a second.</summary>
    private byte[] Written => _text ??= Text(Room);

    /// <summary>What is stored of a room, whatever its name.</summary>
    private static byte[] Text(Profile room) => ProfileJson.Write(room with { Name = "room", HasPlate = false });
}
