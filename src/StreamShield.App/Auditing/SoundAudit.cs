using StreamShield.Audit.Sound;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Clips;

namespace StreamShield.App.Auditing;

/// <summary>Attacks the sound of an output: of a finished one as it is, else of what 'process' would write.</summary>
internal static class SoundAudit
{
    private static readonly int MaxBlocks = (int)(TimeSpan.FromMinutes(20).TotalSeconds / SoundFormat.BlockSeconds);

    /// <summary>What its hum says; null when the clip has no sound, or ffmpeg is not there to read it.</summary>
    /// <param name="request">The audit.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ShieldException">The sound cannot be decoded.</exception>
    public static SoundFigures? Of(AuditRequest request, CancellationToken stop)
    {
        var clip = request.Output ?? request.Raw;
        if (!ClipSoundSource.Look(clip).HasSound)
        {
            return null;
        }

        using var source = new ClipSoundSource(clip);
        source.Open();
        using var ended = new EndingSource(source);
        var shielded = request.Output is null ? new ShieldedRecording(ended, new SoundSettings()) : null;
        using var attack = new GridAttack();
        var block = new float[SoundFormat.Block];
        for (var i = 0; i < MaxBlocks && !ended.HasEnded; i++)
        {
            stop.ThrowIfCancellationRequested();
            if (shielded is not null)
            {
                shielded.Read(block);
            }
            else
            {
                ended.Read(block);
            }

            attack.Add(block);
        }

        return attack.Finish();
    }

    /// <summary>A source that remembers its end.</summary>
    private sealed class EndingSource(ISoundSource inner) : ISoundSource
    {
        public string Name => inner.Name;

        public double LatencyMs => 0;

        public bool HasEnded { get; private set; }

        public void Open() => inner.Open();

        public bool Read(Span<float> block)
        {
            HasEnded |= !inner.Read(block);
            return !HasEnded;
        }

        public void Dispose()
        {
        }
    }
}
