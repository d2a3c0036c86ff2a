using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Profiles;

namespace StreamShield.App.Live;

/// <summary>What a change leads to.</summary>
/// <param name="Room">The room that is to be in force.</param>
/// <param name="Stored">What of it is stored.</param>
/// <param name="Plate">Its plate.</param>
/// <param name="PlateTrouble">What is wrong with it; null for what was before.</param>
internal sealed record Target(Profile Room, Profile? Stored, Plate? Plate, string? PlateTrouble = null);

/// <summary>A change with everything opened and checked that it needs. Nothing has happened before it is taken, and nothing has when it is disposed without.</summary>
/// <param name="Room">What it was made ready for.</param>
/// <param name="Image">The room's picture, read.</param>
/// <param name="Sound">The room's sound, made.</param>
/// <param name="OpenModel">Opens the model for a new shield; null when the one there is goes on.</param>
/// <param name="Source">Opened; null when the one there is goes on.</param>
internal sealed record LiveChange(Profile Room, BackgroundImage? Image, SoundChange Sound, Func<ISegmenter>? OpenModel, ISource? Source) : IDisposable
{
    private bool _isTaken;

    /// <summary>Whether it does for a room that has changed meanwhile.</summary>
    public bool Fits(Profile room) =>
        room.Camera == Room.Camera && room.Orientation == Room.Orientation && room.Model == Room.Model && room.Sound == Room.Sound && room.EffectImage == Room.EffectImage;

    /// <summary>Its source has an owner now.</summary>
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
