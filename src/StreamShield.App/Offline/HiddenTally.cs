using StreamShield.App.Hosting;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;

namespace StreamShield.App.Offline;

/// <summary>Counts the frames that became the slate, by reason and message.</summary>
internal sealed class HiddenTally
{
    /// <summary>Messages may differ from frame to frame; beyond this number they are counted under the first one with the same reason.</summary>
    private const int MaxSentences = 50;

    private readonly Dictionary<(SlateReason Reason, string Detail), HiddenFrames> _groups = [];

    /// <summary>Total number of hidden frames.</summary>
    public long Count { get; private set; }

    /// <summary>All reasons, the most frequent first.</summary>
    public IReadOnlyList<HiddenFrames> Groups => [.. _groups.Values.OrderByDescending(group => group.Count)];

    /// <summary>Refuses a clip of which every frame was hidden.</summary>
    /// <param name="frames">Number of frames of the clip.</param>
    /// <param name="outcome">What comes of it, after "so".</param>
    /// <exception cref="UserException">All frames were hidden.</exception>
    public void RefuseAll(long frames, string outcome)
    {
        if (frames > 0 && Count == frames)
        {
            throw new UserException($"Not one of {frames} frames could be shielded, so {outcome}. The first reason: {Groups[0].Detail}");
        }
    }

    public void Add(long frame, SlateReason reason, string detail)
    {
        Count++;
        var key = (reason, detail);
        if (_groups.Count >= MaxSentences && !_groups.ContainsKey(key))
        {
            var same = _groups.Keys.Where(other => other.Reason == reason);
            key = same.FirstOrDefault(key);
        }

        _groups[key] = _groups.TryGetValue(key, out var group)
            ? group with { Count = group.Count + 1 }
            : new HiddenFrames(Slate.Words(reason), detail, frame, 1);
    }
}
