using System.Numerics;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Core.People;

/// <summary>Makes the prior of the next frame. What a prior lacks, a model that follows the streamer rarely finds again: it takes it for the room or
/// for somebody else. So the prior keeps what the model is unsure of, and now and then gets back what was lost. A prior decides nothing (law 3).
/// Owns its buffers; does not allocate per frame.</summary>
/// <param name="width">Width of the coarse mattes.</param>
/// <param name="height">Height of the coarse mattes.</param>
internal sealed class StreamerPrior(int width, int height) : IDisposable
{
    /// <summary>Seconds between two runs of the model without a prior. Each costs as much as a frame.</summary>
    public const double RestoreSeconds = 0.4;

    /// <summary>Alpha from which the model is believed without a prior. With 128 the fast model brings back room beside the streamer: 2.0 instead of
    /// 1.7 % recovered.</summary>
    private const byte Sure = 215;

    private readonly Matte _everybody = new(width, height);
    private double _waited;

    /// <summary>The prior of the next frame.</summary>
    public Matte Matte { get; } = new(width, height);

    /// <summary>Takes a matte as it is.</summary>
    public void Take(Matte matte) => matte.CopyTo(Matte);

    /// <summary>Reduces the model's matte to what was selected. While nobody else is there, it also keeps what was the streamer's and the model is now
    /// unsure of.</summary>
    /// <param name="selector">Has selected the streamer in this frame.</param>
    /// <param name="selected">The matte after the selection; <see cref="Matte"/> is what it was before.</param>
    public void Limit(StreamerSelector selector, Matte selected)
    {
        var all = Matte.Alpha;
        var chosen = selected.Alpha;
        var own = selector.People.Own.Claims.AsSpan(0, all.Length);
        var max = new Vector<byte>(selector.IsFollowing && selector.Status.Others == 0 ? BodyMap.Present : (byte)0);
        for (var i = 0; i < all.Length; i += Vector<byte>.Count)
        {
            var at = Math.Min(i, all.Length - Vector<byte>.Count);
            var (model, shown) = (new Vector<byte>(all[at..]), new Vector<byte>(chosen[at..]));
            var isKept = Vector.Equals(shown, Vector<byte>.Zero) & Vector.LessThan(model, max) & Vector.GreaterThan(new Vector<byte>(own[at..]), Vector<byte>.Zero);
            Vector.ConditionalSelect(isKept, model, shown).CopyTo(all[at..]);
        }
    }

    /// <summary>If it is time, runs the model without a prior, and adds what it finds in places that were the streamer's within the last
    /// seconds.</summary>
    /// <param name="segmenter">Left alone unless it follows the streamer by the prior alone.</param>
    /// <param name="frame">The frame of the last selection.</param>
    /// <param name="selector">Has selected the streamer in it.</param>
    /// <param name="passed">Time since the frame before.</param>
    /// <exception cref="ShieldException">The model failed.</exception>
    public void Restore(ISegmenter segmenter, Frame frame, StreamerSelector selector, TimeSpan passed)
    {
        _waited += passed.TotalSeconds;
        if (_waited < RestoreSeconds || !selector.IsFollowing || segmenter is not { FollowsStreamer: true, HasMemory: false })
        {
            return;
        }

        _waited = 0;
        segmenter.Segment(frame, _everybody);
        var prior = Matte.Alpha;
        var found = _everybody.Alpha;
        for (var i = 0; i < prior.Length; i++)
        {
            if (found[i] >= Sure && found[i] > prior[i] && selector.People.IsClaimedByOwn(i))
            {
                prior[i] = found[i];
            }
        }

        _everybody.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _everybody.Dispose();
        Matte.Dispose();
    }
}
