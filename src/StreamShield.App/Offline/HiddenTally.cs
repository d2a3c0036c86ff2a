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
