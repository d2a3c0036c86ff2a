using StreamShield.Audit.Sound;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Clips;

namespace StreamShield.App.Auditing;

/// <summary>Attacks the sound of an output: the sound of a finished one as it is, otherwise what 'process' would write.</summary>
internal static class SoundAudit
{
    private static readonly int MaxBlocks = (int)(TimeSpan.FromMinutes(20).TotalSeconds / SoundFormat.BlockSeconds);

    /// <summary>What the mains hum reveals; null if the clip has no sound or ffmpeg is not installed.</summary>
    /// <param name="request">The inputs of the audit.</param>
    /// <param name="stop">Cancels the work.</param>
    /// <exception cref="ShieldException">The sound cannot be decoded.</exception>
    public static SoundFigures? Of(AuditRequest request, CancellationToken stop)
    {
        var clip = request.Output ?? request.Raw;
        if (!ClipSoundSource.Probe(clip).HasSound)
        {
            return null;
        }

        using var source = new ClipSoundSource(clip);
        source.Open();
        using var ended = new EndingSource(source);
        var shielded = request.Output is null ? new ShieldedRecording(ended, request.Sound) : null;
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

    /// <summary>Remembers whether the source has ended.</summary>
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
