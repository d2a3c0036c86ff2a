namespace StreamShield.App.Obs;

/// <summary>
/// Says when OBS may be asked, and for what. OBS is asked only after something happened there: a question may crash it while it has no scene to show, and hold it up while it closes. So nothing is asked
/// while it changes its scene collection, and nothing once it closes. One thread at a time.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class GuardQuestions(TimeProvider time)
{
    /// <summary>How long the list of scenes must have been at rest before it is asked for: OBS tells of a change before it has made it.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a question waits at most for the scenes to come to rest.</summary>
    internal static readonly TimeSpan MaxRest = TimeSpan.FromSeconds(1);

    /// <summary>When to ask again what OBS refused to answer.</summary>
    internal static readonly TimeSpan AfterRefusal = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// When the scene on air is asked for after a sign that it changes. OBS gives the sign a little before it changes, tells the scene's name only at the end of the transition, and not at all when yet another
    /// transition comes in between.
    /// </summary>
    internal static readonly TimeSpan[] AfterSign = [TimeSpan.Zero, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200)];

    /// <summary>
    /// When the last answer is checked after a sign, for a computer so busy that OBS itself is late. A second is long enough for the streamer to close OBS, so this is not the same question, which could crash it then.
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

    private readonly List<long> _programAt = [];
    private long? _lookAt;
    private long? _checkAt;
    private long? _scenesSince;
    private long _scenesLast;
    private bool _changing;
    private bool _closing;

    /// <summary>True for an OBS that does not tell when a source gets another device: then every sign is a reason to look at everything.</summary>
    public bool TellsNoSettings { get; init; }

    /// <summary>True while nothing may be asked, nor anything else be wanted of OBS.</summary>
    public bool IsSilent => _changing || _closing;

    /// <summary>How long until something is to be asked; infinite when nothing is.</summary>
    public TimeSpan Wait => IsSilent ? Timeout.InfiniteTimeSpan : Shorter(Shorter(Left(_lookAt), Left(_checkAt)), Left(_programAt.Count > 0 ? _programAt.Min() : null));

    /// <summary>Something happened in OBS.</summary>
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

    /// <summary>Another scene may go out now.</summary>
    public void Sign()
    {
        _programAt.Clear();
        _programAt.AddRange(AfterSign.Select(later => After(time.GetTimestamp(), later)));
        _checkAt = After(time.GetTimestamp(), CheckAfterSign);
    }

    /// <summary>A look at everything was refused.</summary>
    public void LookRefused() => LookIn(AfterRefusal);

    /// <summary>The question for the scene on air was refused.</summary>
    public void ProgramRefused() => _programAt.Add(After(time.GetTimestamp(), AfterRefusal));

    /// <summary>True when everything is to be looked at now; taken by that.</summary>
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

    /// <summary>True when the scene on air is to be asked for now; taken by that.</summary>
    public bool TakeProgram()
    {
        if (IsSilent || _programAt.Count == 0 || Left(_programAt.Min()) > TimeSpan.Zero)
        {
            return false;
        }

        _programAt.RemoveAll(at => Left(at) <= TimeSpan.Zero);
        return true;
    }

    /// <summary>True when it is to be checked now whether the scene that was told last is still shown; taken by that.</summary>
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
