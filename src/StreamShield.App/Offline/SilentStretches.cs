using StreamShield.Core.Sound;

namespace StreamShield.App.Offline;

/// <summary>
/// Determines when a clip's sound must be silent: during every slate, and wherever nobody is in the picture for <see cref="Patience"/> or longer, from the
/// first such picture on (a recording can be looked ahead in).
/// </summary>
/// <param name="audibleWhenAway">True keeps the sound while nobody is in the picture.</param>
internal sealed class SilentStretches(bool audibleWhenAway)
{
    /// <summary>Shorter gaps are pictures in which the model missed the streamer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    private readonly List<(TimeSpan From, TimeSpan To)> _all = [];
    private TimeSpan? _from;
    private bool _hasSlate;

    /// <summary>The silent stretches, in order, not overlapping. Complete after <see cref="End"/>.</summary>
    public IReadOnlyList<(TimeSpan From, TimeSpan To)> All => _all;

    /// <summary>Adds the state of a picture.</summary>
    /// <param name="picture">What the picture allows to be heard.</param>
    /// <param name="at">Its time, later than the previous one.</param>
    public void Add(Audibility picture, TimeSpan at)
    {
        if (picture == Audibility.Live || (picture == Audibility.Away && audibleWhenAway))
        {
            End(at);
            return;
        }

        _from ??= at;
        _hasSlate |= picture == Audibility.Hidden;
    }

    /// <summary>Ends the current stretch, if any.</summary>
    /// <param name="at">The end of the last picture.</param>
    public void End(TimeSpan at)
    {
        if (_from is { } from && (_hasSlate || at - from >= Patience))
        {
            _all.Add((from, at));
        }

        (_from, _hasSlate) = (null, false);
    }
}
