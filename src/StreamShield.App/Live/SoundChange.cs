using StreamShield.Core.Sound;

namespace StreamShield.App.Live;

/// <summary>A prepared change of the sound. It has no effect until <see cref="Take"/>, and disposing it before that undoes everything.</summary>
/// <param name="sound">The sound to change.</param>
/// <param name="settings">The new settings.</param>
/// <param name="session">The new session, not started; null if the current one continues or the sound will be off.</param>
internal sealed class SoundChange(LiveSound sound, SoundSettings settings, SoundSession? session) : IDisposable
{
    private SoundSession? _session = session;

    /// <summary>Applies the change.</summary>
    public void Take()
    {
        sound.Take(settings, _session);
        _session = null;
    }

    /// <inheritdoc/>
    public void Dispose() => _session?.Dispose();
}
