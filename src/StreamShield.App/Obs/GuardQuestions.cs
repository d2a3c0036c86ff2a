namespace StreamShield.App.Obs;

/// <summary>
/// Decides when OBS may be asked, and what. A request may crash OBS while it has no scene to show, and delay it while it closes. So OBS is asked only when the session is new or after an event, never
/// while it changes its scene collection, and never once it starts to close. Not thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class GuardQuestions(TimeProvider time)
{
    /// <summary>How long a new session asks nothing: an OBS that is closing still accepts connections for a moment, and told before that it closes.</summary>
    internal static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(0.5);

    /// <summary>How long the list of scenes must have been unchanged before it is requested: OBS reports a change before making it.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest that a request waits for the scenes to stop changing.</summary>
    internal static readonly TimeSpan MaxRest = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait before repeating a refused request.</summary>
    internal static readonly TimeSpan AfterRefusal = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// When to ask for the scene on air after a sign that it changes. OBS gives the sign slightly before the change, reports the scene's name only at the end of the transition, and not at all when another
    /// transition starts before that.
    /// </summary>
    internal static readonly TimeSpan[] AfterSign = [TimeSpan.Zero, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200)];

    /// <summary>
    /// When to verify the last answer after a sign, in case the computer is so busy that OBS is late. The streamer may close OBS within this second, so a different request is used, one that cannot crash it.
    /// </summary>
    internal static readonly TimeSpan CheckAfterSign = TimeSpan.FromSeconds(1);

    private static readonly HashSet<string> OfScenes = new(StringComparer.Ordinal)
    {
        "SceneCreated", "SceneRemoved", "SceneNameChanged", "SceneListChanged", "CurrentSceneCollectionChanged", "StudioModeStateChanged",
    };

    private static readonly HashSet<string> OfContents = new(StringComparer.Ordinal)
    {
        "InputCreated", "InputRemoved", "InputNameChanged", "InputSettingsChanged", "SceneItemCreated", "SceneItemRemoved", "SceneItemEnableStateChanged",
        "StreamStateChanged", "RecordStateChanged", "VirtualcamStateChanged", "ReplayBufferStateChanged",
    };

    private static readonly HashSet<string> OfProgram = new(StringComparer.Ordinal)
    {
        "SceneTransitionStarted", "SceneTransitionEnded", "CurrentProgramSceneChanged", "InputActiveStateChanged",
    };

    private readonly long _start = time.GetTimestamp();
    private readonly List<long> _programAt = [];
    private long? _lookAt = time.GetTimestamp();
    private long? _checkAt;
    private long? _scenesSince;
    private long _scenesLast;
    private bool _changing;
    private bool _closing;

    /// <summary>True for an OBS that does not report when a source gets another device: every event is then a reason to take a full snapshot.</summary>
    public bool TellsNoSettings { get; init; }

    /// <summary>True while OBS must receive no request at all.</summary>
    public bool IsSilent => _changing || _closing || StartLeft > TimeSpan.Zero;

    /// <summary>Time until the next request is due; infinite for none.</summary>
    public TimeSpan Wait => _changing || _closing ? Timeout.InfiniteTimeSpan : StartLeft is var left && left > TimeSpan.Zero ? left : Shorter(Shorter(Left(_lookAt), Left(_checkAt)), Left(_programAt.Count > 0 ? _programAt.Min() : null));

    private TimeSpan StartLeft => AfterStart - time.GetElapsedTime(_start);

    /// <summary>Takes an event of OBS.</summary>
    public void Heard(string happened)
    {
        switch (happened)
        {
            case "ExitStarted":
                _closing = true;
                break;
            case "CurrentSceneCollectionChanging":
                _changing = true;
                break;
            case "CurrentSceneCollectionChanged":
                _changing = false;
                Sign();
                break;
        }

        var now = time.GetTimestamp();
        if (OfScenes.Contains(happened))
        {
            _scenesSince ??= now;
            _scenesLast = now;
            LookIn(TimeSpan.Zero);
        }
        else if (OfContents.Contains(happened))
        {
            LookIn(TimeSpan.Zero);
        }
        else if (OfProgram.Contains(happened))
        {
            Sign();
            if (TellsNoSettings)
            {
                LookIn(TimeSpan.Zero);
            }
        }
    }

    /// <summary>Notes that the scene on air may have changed.</summary>
    public void Sign()
    {
        _programAt.Clear();
        _programAt.AddRange(AfterSign.Select(later => After(time.GetTimestamp(), later)));
        _checkAt = After(time.GetTimestamp(), CheckAfterSign);
    }

    /// <summary>Notes that a snapshot was refused.</summary>
    public void LookRefused() => LookIn(AfterRefusal);

    /// <summary>Notes that the request for the scene on air was refused.</summary>
    public void ProgramRefused() => _programAt.Add(After(time.GetTimestamp(), AfterRefusal));

    /// <summary>True when a snapshot is due now; asking resets it.</summary>
    public bool TakeLook()
    {
        if (IsSilent || Left(_lookAt) > TimeSpan.Zero || _lookAt is null)
        {
            return false;
        }

        _lookAt = null;
        _scenesSince = null;
        return true;
    }

    /// <summary>True when the scene on air should be requested now; asking resets it.</summary>
    public bool TakeProgram()
    {
        if (IsSilent || _programAt.Count == 0 || Left(_programAt.Min()) > TimeSpan.Zero)
        {
            return false;
        }

        _programAt.RemoveAll(at => Left(at) <= TimeSpan.Zero);
        return true;
    }

    /// <summary>True when the last reported scene should be verified now; asking resets it.</summary>
    public bool TakeCheck()
    {
        if (IsSilent || _checkAt is null || Left(_checkAt) > TimeSpan.Zero)
        {
            return false;
        }

        _checkAt = null;
        return true;
    }

    private void LookIn(TimeSpan later)
    {
        var at = After(time.GetTimestamp(), later);
        _lookAt = _lookAt is { } sooner ? Math.Min(sooner, at) : at;
    }

    private TimeSpan Left(long? at)
    {
        if (at is not { } wanted)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var now = time.GetTimestamp();
        var rested = _scenesSince is { } since ? Math.Min(After(_scenesLast, Rest), After(since, MaxRest)) : now;
        var left = time.GetElapsedTime(now, Math.Max(wanted, rested));
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private long After(long stamp, TimeSpan later) => stamp + (long)(later.TotalSeconds * time.TimestampFrequency);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) =>
        one == Timeout.InfiniteTimeSpan ? other : other == Timeout.InfiniteTimeSpan ? one : one < other ? one : other;
}
