using System.Text.RegularExpressions;
using StreamShield.Core.Frames;
using StreamShield.Core.Settings;
using StreamShield.Core.Sound;
using StreamShield.Core.Storage;
using StreamShield.Core.Zones;

namespace StreamShield.Core.Profiles;

/// <summary>The stored settings for one room: camera, picture, effect, zones, people. Immutable. <see cref="ProfileJson"/> reads and writes it; <see
/// cref="ProfileStore"/> stores it. Contains no picture of the room: the plate is encrypted in the <see cref="PlateStore"/>.</summary>
public sealed partial record Profile
{
    /// <summary>Version of the file format. Higher ones were written by a newer program.</summary>
    public const int Schema = 1;

    /// <summary>Largest length of <see cref="Camera"/>, <see cref="EffectImage"/> and <see cref="Model"/>, in characters.</summary>
    public const int MaxTextLength = 1000;

    /// <summary>Lowest rate, in frames per second.</summary>
    public const double MinRate = 1;

    /// <summary>Highest rate, in frames per second.</summary>
    public const double MaxRate = 120;

    /// <summary>Name shown to people, 1 to 60 characters of any script. Unique among the user's profiles, ignoring case.</summary>
    public required string Name { get; init; }

    /// <summary>Text that selects the source, such as "webcam:C920"; null for the first webcam.</summary>
    public string? Camera { get; init; }

    /// <summary>How the source's pictures are turned. <see cref="Size"/> is the size after the turn.</summary>
    public Orientation Orientation { get; init; }

    /// <summary>Size of the picture.</summary>
    public FrameSize Size { get; init; } = new(1280, 720);

    /// <summary>Frames per second, <see cref="MinRate"/> to <see cref="MaxRate"/>.</summary>
    public double FramesPerSecond { get; init; } = 30;

    /// <summary>Settings of the shield: effect, strength, zones, people, sensitivity.</summary>
    public ShieldSettings Settings { get; init; } = new();

    /// <summary>File of the picture for the effect; null for none.</summary>
    public string? EffectImage { get; init; }

    /// <summary>Name or file of the model; null for the embedded one.</summary>
    public string? Model { get; init; }

    /// <summary>Sound settings; off by default.</summary>
    public SoundSettings Sound { get; init; } = new();

    /// <summary>True when a plate for this profile is stored on this computer. False in an exported file.</summary>
    public bool HasPlate { get; init; }

    /// <summary>Unknown fields of the file, as the text of a JSON object, or empty. They are written back unchanged.</summary>
    public string Extra { get; init; } = "";

    /// <summary>The same for pictures that are turned or mirrored in another way: the zones stay on what they were drawn over.</summary>
    /// <param name="orientation">How the pictures are turned now.</param>
    /// <param name="size">Their size now.</param>
    public Profile Turned(Orientation orientation, FrameSize size) => this with
    {
        Orientation = orientation,
        Size = size,
        Settings = Settings with { Zones = new ZoneTurn(Orientation, Size, orientation, size).Turn(Settings.Zones) },
    };

    /// <summary>A copy that can be given away: without the plate, and without the password of a network camera.</summary>
    public Profile ForOthers() => this with { HasPlate = false, Camera = Camera is null ? null : UserInfo().Replace(Camera, "$1") };

    /// <summary>The name and password before the host of an address (RFC 3986, 3.2.1).</summary>
    [GeneratedRegex("(://)[^/@]*@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();
}
