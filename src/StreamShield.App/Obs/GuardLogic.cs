namespace StreamShield.App.Obs;

/// <summary>
/// Decides what the guard does, without any network: from what is in OBS, which scene is on air and whether the picture is live, it derives which scene to show.
/// Not thread-safe.
/// </summary>
/// <param name="options">What to do.</param>
/// <param name="cameras">Recognizes raw cameras.</param>
/// <param name="time">The clock.</param>
internal sealed class GuardLogic(GuardOptions options, RawCameras cameras, TimeProvider time)
{
    /// <summary>How long OBS may take to show a scene before it is asked again. OBS forgets requests that arrive during a transition.</summary>
    internal static readonly TimeSpan Retry = TimeSpan.FromSeconds(0.2);

    /// <summary>How long OBS may go on showing a raw camera before its outputs are stopped.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>How long the picture must have been live before the guard goes back, so that a flickering shield does not flicker the scenes.</summary>
    internal static readonly TimeSpan Steady = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long the safe scene must have been shown before leaving it counts as the streamer's choice. OBS reports a scene only at the end of its transition and forgets a switch that comes during one, so an earlier
    /// report may be out of date.
    /// </summary>
    internal static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly List<string> _say = [];
    private readonly HashSet<ObsOutput> _outputs = [];
    private IReadOnlyList<RawSighting> _sightings = [];
    private ObsSnapshot? _view;
    private string _program = "";
    private string _alarm = "";
    private string _missing = "";
    private string? _asked;
    private long _askedAt;
    private long _askedFirstAt;
    private bool _refused;
    private bool? _live;
    private long _liveSince;
    private bool _served;
    private long _servedAt;
    private string? _cameFrom;

    /// <summary>The scene that OBS reported last; empty before the first report.</summary>
    public string Program => _program;

    /// <summary>Takes a snapshot of OBS, except for the scene on air: only events are up to date about that.</summary>
    public void See(ObsSnapshot view)
    {
        var before = _view is null ? null : _sightings;
        _view = view;
        _sightings = RawFinder.Find(view, cameras);
        _outputs.Clear();
        _outputs.UnionWith(view.Outputs);
        _say.AddRange(_sightings.Except(before ?? []).Select(static sighting => sighting.Sentence));
        if (_sightings.Count == 0 && before is not { Count: 0 })
        {
            _say.Add("No scene in OBS holds a raw camera.");
        }

        var missing = options.SafeScene is { } safe && !view.Scenes.Contains(safe)
            ? $"The safe scene '{safe}' is gone from OBS: make it again, or 'streamshield obs setup --safe-scene \"{safe}\"' does."
            : "";
        if (missing.Length > 0 && missing != _missing)
        {
            _say.Add(missing);
        }

        _missing = missing;
    }

    /// <summary>Reports the scene on air, after every check.</summary>
    public void ShowsScene(string scene)
    {
        _program = scene;
        if (scene == _asked)
        {
            _asked = null;
            _served = _live == false && scene == options.SafeScene;
            _servedAt = time.GetTimestamp();
        }
        else if (_served && scene != options.SafeScene)
        {
            if (Left(Settled, _servedAt) > TimeSpan.Zero)
            {
                _served = false;
            }
            else
            {
                // The streamer left the safe scene by hand, so from now on the choice is the streamer's.
                _cameFrom = null;
            }
        }
    }

    /// <summary>An output starts or stops.</summary>
    public void Runs(ObsOutput output, bool active)
    {
        if (active)
        {
            _outputs.Add(output);
        }
        else
        {
            _outputs.Remove(output);
        }
    }

    /// <summary>The shield's picture is live, or hidden.</summary>
    public void ShieldIs(bool live)
    {
        if (_live == live)
        {
            return;
        }

        _live = live;
        _liveSince = time.GetTimestamp();
        _served = false;
    }

    /// <summary>OBS did not show the requested scene.</summary>
    public void Refused() => _refused = true;

    /// <summary>What to do now.</summary>
    public GuardStep Next()
    {
        IReadOnlyList<ObsOutput> stop = [];
        var switchTo = (string?)null;
        var wait = Timeout.InfiniteTimeSpan;
        var shown = _view is null ? null : _sightings.FirstOrDefault(sighting => sighting.Scene == _program && sighting.IsOn);
        Alarm(shown);
        if (shown is not null && options is { StopRaw: true, SafeScene: { } refuge })
        {
            (switchTo, stop, wait) = LeaveRaw(shown, refuge);
        }
        else if (_live == false && !_served && options.SafeScene is { } safe)
        {
            (switchTo, wait) = Hide(safe);
        }
        else if (_live == true && _cameFrom is { } from)
        {
            (switchTo, wait) = Return(from);
        }
        else
        {
            // OBS went elsewhere by itself. The next request is a new one, with its own patience.
            _asked = null;
        }

        var step = new GuardStep([.. _say], switchTo, stop, wait);
        _say.Clear();
        return step;
    }

    private (string? SwitchTo, IReadOnlyList<ObsOutput> Stop, TimeSpan Wait) LeaveRaw(RawSighting shown, string safe)
    {
        if (_program == safe)
        {
            return (null, StopAll(), Timeout.InfiniteTimeSpan);
        }

        var again = _asked == safe;
        var left = again ? Left(Retry, _askedAt) : TimeSpan.Zero;
        if (left > TimeSpan.Zero)
        {
            return (null, _refused ? StopAll() : [], left);
        }

        if (!again)
        {
            _say.Add($"Scene '{_program}' shows your raw camera '{shown.Source}': switched to '{safe}'.");
        }

        var tooLate = again && Left(Patience, _askedFirstAt) <= TimeSpan.Zero;
        Ask(safe);
        return (safe, tooLate ? StopAll() : [], Retry);
    }

    /// <summary>OBS does not obey, or the safe scene is not safe: then no output may run at all.</summary>
    private IReadOnlyList<ObsOutput> StopAll()
    {
        _refused = false;
        _askedFirstAt = time.GetTimestamp();
        IReadOnlyList<ObsOutput> stop = [.. _outputs.Order()];
        if (stop.Count > 0)
        {
            _say.Add($"OBS still shows your raw camera in '{_program}': stopped {Words(stop)}.");
        }

        return stop;
    }

    private (string? SwitchTo, TimeSpan Wait) Hide(string safe)
    {
        if (Left(options.After, _liveSince) is var left && left > TimeSpan.Zero)
        {
            return (null, left);
        }

        if (_program == safe)
        {
            return (null, Timeout.InfiniteTimeSpan);
        }

        if (_asked == safe && Left(Retry, _askedAt) is var rest && rest > TimeSpan.Zero)
        {
            return (null, rest);
        }

        if (_asked != safe)
        {
            _say.Add($"The shielded picture is hidden: switched from '{_program}' to '{safe}'.");
        }

        _cameFrom = _program;
        Ask(safe);
        return (safe, Retry);
    }

    private (string? SwitchTo, TimeSpan Wait) Return(string from)
    {
        if (options.Back && Left(Steady, _liveSince) is var left && left > TimeSpan.Zero)
        {
            return (null, left);
        }

        _cameFrom = null;
        if (!options.Back || _program != options.SafeScene)
        {
            return (null, Timeout.InfiniteTimeSpan);
        }

        if (_view?.Scenes.Contains(from) != true || _sightings.Any(sighting => sighting.Scene == from && sighting.IsOn))
        {
            _say.Add($"The picture is live again; not switched back, because '{from}' {(_view?.Scenes.Contains(from) == true ? "shows your raw camera" : "is gone")}.");
            return (null, Timeout.InfiniteTimeSpan);
        }

        _say.Add($"The picture is live again: switched back to '{from}'.");
        Ask(from);
        return (from, Timeout.InfiniteTimeSpan);
    }

    private void Ask(string scene)
    {
        _askedAt = time.GetTimestamp();
        _askedFirstAt = _asked == scene ? _askedFirstAt : _askedAt;
        _asked = scene;
        _refused = false;
    }

    private TimeSpan Left(TimeSpan of, long since) => of - time.GetElapsedTime(since);

    private void Alarm(RawSighting? shown)
    {
        var alarm = shown is null || _outputs.Count == 0 ? "" : $"Your raw camera goes out now ({Words(_outputs.Order())}): '{shown.Source}' in scene '{_program}'.";
        if (alarm.Length > 0 && alarm != _alarm)
        {
            _say.Add(alarm);
        }

        _alarm = alarm;
    }

    private static string Words(IEnumerable<ObsOutput> outputs) => string.Join(" and ", outputs.Select(static output => output switch
    {
        ObsOutput.Stream => "streaming",
        ObsOutput.Record => "recording",
        ObsOutput.VirtualCam => "the virtual camera",
        _ => "the replay buffer",
    }));
}
