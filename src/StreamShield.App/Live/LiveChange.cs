using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Profiles;

namespace StreamShield.App.Live;

/// <summary>The intended result of a change.</summary>
/// <param name="Room">The profile to apply.</param>
/// <param name="Stored">Its stored version; null if there is none.</param>
/// <param name="Plate">Its plate.</param>
/// <param name="PlateTrouble">What is wrong with the plate; null to keep the current message.</param>
internal sealed record Target(Profile Room, Profile? Stored, Plate? Plate, string? PlateTrouble = null);

/// <summary>
/// A prepared change: everything that it needs is opened and checked. It has no effect until it is applied, and disposing it before that undoes everything.
/// </summary>
/// <param name="Room">The profile that it was prepared for.</param>
/// <param name="Image">The profile's background picture; null if there is none.</param>
/// <param name="Sound">The prepared change of the sound.</param>
/// <param name="OpenModel">Opens the model for a new shield; null to keep the current one.</param>
/// <param name="Source">The new source; null to keep the current one.</param>
internal sealed record LiveChange(Profile Room, BackgroundImage? Image, SoundChange Sound, Func<ISegmenter>? OpenModel, ISource? Source) : IDisposable
{
    private bool _isTaken;

    /// <summary>True if it is still valid for a profile that has changed in the meantime.</summary>
    public bool Fits(Profile room) =>
        room.Camera == Room.Camera && room.Orientation == Room.Orientation && room.Model == Room.Model && room.Sound == Room.Sound && room.EffectImage == Room.EffectImage;

    /// <summary>Records that its source has a new owner, so that disposing keeps it.</summary>
    public void MarkTaken() => _isTaken = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        Sound.Dispose();
        if (!_isTaken)
        {
            Source?.Dispose();
        }
    }
}
