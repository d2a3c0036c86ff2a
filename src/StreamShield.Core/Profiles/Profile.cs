using StreamShield.Core.Frames;
using StreamShield.Core.Settings;
using StreamShield.Core.Sound;
using StreamShield.Core.Storage;

namespace StreamShield.Core.Profiles;

/// <summary>
/// One room as the streamer set it up: camera, picture, effect, zones, people. Immutable; <see cref="ProfileJson"/> reads and writes it, <see cref="ProfileStore"/> keeps
/// it. Holds no picture of the room: the plate lies encrypted in the <see cref="PlateStore"/>.
/// </summary>
public sealed record Profile
{
    /// <summary>Version of the file's layout; higher ones were written by a newer program.</summary>
    public const int Schema = 1;

    /// <summary>Longest <see cref="Camera"/>, <see cref="EffectImage"/> and <see cref="Model"/>, in characters.</summary>
    public const int MaxTextLength = 1000;

    /// <summary>Slowest rate, in pictures per second.</summary>
    public const double SlowestRate = 1;

    /// <summary>Fastest rate, in pictures per second.</summary>
    public const double FastestRate = 120;

    /// <summary>Name for people, 1 to 60 characters of any script; unique among the user's rooms whatever the case of its letters.</summary>
    public required string Name { get; init; }

    /// <summary>Text that names the source, such as "webcam:C920"; null for the first webcam.</summary>
    public string? Camera { get; init; }

    /// <summary>How the source's pictures are turned; <see cref="Size"/> is that after the turn.</summary>
    public Orientation Orientation { get; init; }

    /// <summary>Size of the picture.</summary>
    public FrameSize Size { get; init; } = new(1280, 720);

    /// <summary>Pictures per second, <see cref="SlowestRate"/> to <see cref="FastestRate"/>.</summary>
    public double FramesPerSecond { get; init; } = 30;

    /// <summary>What the shield does: effect, strength, zones, people, sensitivity.</summary>
    public ShieldSettings Settings { get; init; } = new();

    /// <summary>File of the picture that an effect shows; null for none.</summary>
    public string? EffectImage { get; init; }

    /// <summary>Name or file of the model; null for the embedded one.</summary>
    public string? Model { get; init; }

    /// <summary>What is done with the sound; off unless chosen.</summary>
    public SoundSettings Sound { get; init; } = new();

    /// <summary>True when a plate of this room was stored on this computer. False in an exported file.</summary>
    public bool HasPlate { get; init; }

    /// <summary>Fields of the file that this version does not know: the text of a JSON object, or empty. Written back as they came.</summary>
    public string Extra { get; init; } = "";
}
