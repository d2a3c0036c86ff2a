using StreamShield.App.Obs;
using StreamShield.App.Profiles;
using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;
using StreamShield.Core.Settings;

namespace StreamShield.App.Live;

/// <summary>The options of a live run.</summary>
/// <param name="Source">Source text; null for the first webcam, or the demo clip if there is none.</param>
/// <param name="Size">Size of the picture.</param>
/// <param name="FramesPerSecond">Constant rate of the outputs.</param>
/// <param name="Settings">The shield's settings, from the profile and the command line.</param>
/// <param name="Plate">Where the plate comes from, and the profile with the command line's options applied.</param>
/// <param name="Model">Name or file of the model; null for the embedded one.</param>
/// <param name="Port">TCP port; null for the default, or a free one if that is taken.</param>
/// <param name="Sinks">Further outputs as typed; empty for the best virtual camera that is ready.</param>
/// <param name="Threads">Number of model threads.</param>
/// <param name="OpenPage">True to open the control page if a person is there to see it.</param>
/// <param name="KeepToken">True to use the same address as earlier runs.</param>
/// <param name="Frames">Stop after this many shielded pictures; null for no limit.</param>
/// <param name="Seconds">Stop after this many seconds; null for no limit.</param>
/// <param name="Desktop">Options for the user's desktop.</param>
/// <param name="Obs">Options of the OBS guard; null for none.</param>
internal sealed record RunOptions(
    string? Source,
    FrameSize Size,
    double FramesPerSecond,
    ShieldSettings Settings,
    PlateChoice Plate,
    string? Model,
    int? Port,
    IReadOnlyList<string> Sinks,
    int Threads,
    bool OpenPage,
    bool KeepToken,
    long? Frames,
    double? Seconds,
    DesktopOptions Desktop,
    ObsWatchOptions? Obs = null)
{
    /// <summary>The same with another profile.</summary>
    /// <param name="room">The profile; it may be the current one with another size or rate.</param>
    /// <param name="now">What is in force.</param>
    /// <exception cref="ShieldException">The profile's picture cannot be used.</exception>
    public RunOptions With(Profile room, ProfileInForce now) => this with
    {
        Source = room.Camera,
        Size = room.Size,
        FramesPerSecond = room.FramesPerSecond,
        Settings = room.Settings with { Image = now.ImageOf(room) },
        Plate = new PlateChoice(room, room.Name == now.Room.Name ? Plate.Image : null, MayLack: true),
        Model = room.Model,
    };

    /// <summary>The same with another profile or, if that cannot be used, with what is in force.</summary>
    /// <param name="room">The profile.</param>
    /// <param name="now">What is in force.</param>
    /// <param name="fail">Told why the profile cannot be used.</param>
    public RunOptions WithOrAsItIs(Profile room, ProfileInForce now, Action<string> fail)
    {
        try
        {
            return With(room, now);
        }
        catch (ShieldException e)
        {
            fail(e.Message);
            return With(now.Room, now);
        }
    }
}

/// <summary>Desktop options of a live run.</summary>
/// <param name="FromMenu">True if started from a menu or at login: there is no terminal, and one instance is enough.</param>
/// <param name="PanicKey">The panic key as text; null for the stored one.</param>
internal sealed record DesktopOptions(bool FromMenu, string? PanicKey);
