using StreamShield.Core.Sound;

namespace StreamShield.App.Live;

/// <summary>A change of the sound that can be made. Nothing has happened before <see cref="Take"/>, and nothing has when it is disposed without.</summary>
/// <param name="sound">What is changed.</param>
/// <param name="settings">What is to be in force.</param>
/// <param name="session">A new session, not started; null when the one there is goes on, or the sound is to be off.</param>
internal sealed class SoundChange(LiveSound sound, SoundSettings settings, SoundSession? session) : IDisposable
{
    private SoundSession? _session = session;

    /// <summary>Puts it in force.</summary>
    public void Take()
    {
        sound.Take(settings, _session);
        _session = null;
    }

    /// <inheritdoc/>
    public void Dispose() => _session?.Dispose();
}
