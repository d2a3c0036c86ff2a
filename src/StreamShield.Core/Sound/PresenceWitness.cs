using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.Core.Sound;

/// <summary>Tells whether the streamer is in the picture, from the final matte: present at once, away after two seconds without anybody. Starts
/// away.</summary>
public sealed class PresenceWitness(TimeProvider? time = null) : IShieldWitness
{
    /// <summary>How long nobody must be seen before the streamer counts as away.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int Stride = 61;
    private const int Half = 128;
    private const double MinShare = 0.005;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private long _seenAt;
    private int _seen;

    /// <summary>True while somebody is in the picture.</summary>
    public bool IsPresent => Volatile.Read(ref _seen) != 0 && _time.GetElapsedTime(Volatile.Read(ref _seenAt)) < Patience;

    /// <inheritdoc/>
    public void Look(Frame raw, FrameShield shield, ShieldedFrame output)
    {
        ArgumentNullException.ThrowIfNull(shield);
        Look(shield.Matte.Alpha);
    }

    /// <summary>True when a matte shows anybody.</summary>
    /// <param name="alpha">255 = streamer.</param>
    public static bool Sees(ReadOnlySpan<byte> alpha)
    {
        var (seen, looked) = (0, 0);
        for (var i = 0; i < alpha.Length; i += Stride, looked++)
        {
            seen += alpha[i] >= Half ? 1 : 0;
        }

        return seen > looked * MinShare;
    }

    /// <summary>Takes a matte into account.</summary>
    /// <param name="alpha">255 = streamer.</param>
    public void Look(ReadOnlySpan<byte> alpha)
    {
        if (Sees(alpha))
        {
            Volatile.Write(ref _seenAt, _time.GetTimestamp());
            Volatile.Write(ref _seen, 1);
        }
    }

    /// <summary>Mutes the sound, because it is no longer known who is in the picture.</summary>
    public void Failed(Exception reason) => Volatile.Write(ref _seen, 0);
}
