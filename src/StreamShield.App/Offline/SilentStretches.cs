using StreamShield.Core.Sound;

namespace StreamShield.App.Offline;

/// <summary>
/// When a clip's sound must be silent: under every slate, and wherever nobody is in the picture for <see cref="Patience"/> or longer, from the first such picture on, since a recording can be looked ahead in.
/// </summary>
/// <param name="audibleWhenAway">True keeps the sound while nobody is in the picture.</param>
internal sealed class SilentStretches(bool audibleWhenAway)
{
    /// <summary>What is shorter is a picture or two in which the model overlooked the streamer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    private readonly List<(TimeSpan From, TimeSpan To)> _all = [];
    private TimeSpan? _from;
    private bool _hasSlate;

    /// <summary>All of them, in order and apart from each other; complete after <see cref="End"/>.</summary>
    public IReadOnlyList<(TimeSpan From, TimeSpan To)> All => _all;

    /// <summary>Takes a picture's state.</summary>
    /// <param name="picture">What it allows.</param>
    /// <param name="at">When it begins, later than the one before.</param>
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

    /// <summary>Ends the stretch that there is.</summary>
    /// <param name="at">When the last picture ends.</param>
    public void End(TimeSpan at)
    {
        if (_from is { } from && (_hasSlate || at - from >= Patience))
        {
            _all.Add((from, at));
        }

        (_from, _hasSlate) = (null, false);
    }
}
