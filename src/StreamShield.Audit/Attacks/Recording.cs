using OpenCvSharp;

namespace StreamShield.Audit.Attacks;

/// <summary>
/// The frames of a clip that an attacker keeps: a bounded number spread evenly over the clip, however long it is, and those that leak most. Owns its frames.
/// </summary>
internal sealed class Recording : IDisposable
{
    private const int MaxSpread = 16;
    private const int MaxLeaking = 8;

    private readonly List<(long Number, Seen Frame)> _spread = [];
    private readonly List<(long Number, Seen Frame)> _leaking = [];
    private long _count;
    private long _step = 1;

    /// <summary>All of them, each once.</summary>
    public IReadOnlyList<Seen> Frames => [.. _spread.Concat(_leaking).DistinctBy(static one => one.Number).Select(static one => one.Frame)];

    /// <summary>The frames that leaked most, worst first, with their numbers from 1.</summary>
    public IReadOnlyList<(long Number, Seen Frame)> Leaking => _leaking;

    /// <summary>Considers the next frame, which is copied if it is kept.</summary>
    public void Offer(Mat output, Mat person, double share)
    {
        if (_count++ % _step == 0)
        {
            _spread.Add((_count, new Seen(output.Clone(), person.Clone(), share)));
        }

        if (_spread.Count > MaxSpread)
        {
            Thin();
        }

        if (share > 0 && (_leaking.Count < MaxLeaking || share > _leaking[^1].Frame.Share))
        {
            _leaking.Add((_count, new Seen(output.Clone(), person.Clone(), share)));
            _leaking.Sort((one, two) => two.Frame.Share.CompareTo(one.Frame.Share));
            if (_leaking.Count > MaxLeaking)
            {
                _leaking[^1].Frame.Dispose();
                _leaking.RemoveAt(MaxLeaking);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _spread.ForEach(one => one.Frame.Dispose());
        _leaking.ForEach(one => one.Frame.Dispose());
    }

    /// <summary>Drops every second frame and halves the rate from now on.</summary>
    private void Thin()
    {
        for (var i = _spread.Count - 1; i > 0; i--)
        {
            if (i % 2 == 1)
            {
                _spread[i].Frame.Dispose();
                _spread.RemoveAt(i);
            }
        }

        _step *= 2;
    }
}
