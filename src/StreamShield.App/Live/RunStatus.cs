using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Live;

/// <summary>What the status line, /state.json and the page all say of a live run, under the same names.</summary>
internal abstract record RunStatus
{
    /// <summary>"GOING OUT", or "HIDDEN: why".</summary>
    public string Headline { get; init; } = "";

    /// <summary>The label drawn into the picture: DEMO while the demo clip replaces a camera, otherwise null.</summary>
    public string? Label { get; init; }

    /// <summary>True while the outputs show the shielded picture.</summary>
    public bool Live { get; init; }

    /// <summary>What the outputs show.</summary>
    public ShieldStatus State { get; init; }

    /// <summary>Why the picture is hidden; null while live.</summary>
    public SlateReason? Reason { get; init; }

    /// <summary>One sentence with cause and cure; empty if there is nothing to say.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Shielded pictures per second, as measured.</summary>
    public double Fps { get; init; }

    /// <summary>Constant rate of the outputs.</summary>
    public double FramesPerSecond { get; init; }

    /// <summary>CPU usage in percent of one core.</summary>
    public double CpuPercent { get; init; }

    /// <summary>Time from capture to output in milliseconds.</summary>
    public double LatencyMs { get; init; }

    /// <summary>Peak memory in MB.</summary>
    public double PeakMemoryMb { get; init; }

    /// <summary>Number of viewers of /out.mjpg.</summary>
    public int Clients { get; init; }

    /// <summary>Size of the picture.</summary>
    public string Size { get; init; } = "";

    /// <summary>The source's name.</summary>
    public string Source { get; init; } = "";

    /// <summary>The format that the source delivers; null before it was opened.</summary>
    public SourceFormat? SourceFormat { get; init; }

    /// <summary>Name of the model in use; empty if there is none.</summary>
    public string Model { get; init; } = "";

    /// <summary>Counters since the start.</summary>
    public ShieldCounters Counters { get; init; }

    /// <summary>A run as it begins anew: nothing is shown, and nothing is known of the next pictures yet.</summary>
    /// <param name="last">The run before.</param>
    public static T Starting<T>(T last)
        where T : RunStatus
    {
        RunStatus before = last;
        return (T)(before with
        {
            Headline = StateText.Headline(ShieldState.Starting, null),
            Label = null,
            Live = false,
            State = ShieldState.Starting.Status,
            Reason = ShieldState.Starting.Reason,
            Detail = "",
            Fps = 0,
            CpuPercent = 0,
            LatencyMs = 0,
            Clients = 0,
        });
    }
}
