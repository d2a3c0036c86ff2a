using System.Text.Json;
using StreamShield.App.Desktop;
using StreamShield.App.Live;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Page.Views;

/// <summary>All that the page shows of a run.</summary>
internal sealed record StateView
{
    /// <summary>True while the outputs show the shielded picture.</summary>
    public required bool Live { get; init; }

    /// <summary>"GOING OUT", or "HIDDEN: why".</summary>
    public required string Headline { get; init; }

    /// <summary>The word that is drawn into the picture: DEMO while the demo clip stands in for a camera, else null.</summary>
    public required string? Label { get; init; }

    /// <summary>starting, slate, live or stopped.</summary>
    public required ShieldStatus State { get; init; }

    /// <summary>Why the picture is hidden; null while live.</summary>
    public required SlateReason? Reason { get; init; }

    /// <summary>One sentence with cause and cure, or empty.</summary>
    public required string Detail { get; init; }

    /// <summary>The panic button.</summary>
    public required bool Panic { get; init; }

    /// <summary>Shielded pictures per second.</summary>
    public required double Fps { get; init; }

    /// <summary>Milliseconds from capture to hand-over.</summary>
    public required double LatencyMs { get; init; }

    /// <summary>Percent of one processor core that this program uses.</summary>
    public required double CpuPercent { get; init; }

    /// <summary>Most memory used so far, in MB.</summary>
    public required double PeakMemoryMb { get; init; }

    /// <summary>Viewers of the stream.</summary>
    public required int Clients { get; init; }

    /// <summary>Size of the picture, "1280x720".</summary>
    public required string Size { get; init; }

    /// <summary>Steady rate of the outputs.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>The source's name.</summary>
    public required string Source { get; init; }

    /// <summary>Text that chose it; null for the first webcam.</summary>
    public required string? Camera { get; init; }

    /// <summary>What the source really gives; null before it was opened.</summary>
    public required SourceFormat? SourceFormat { get; init; }

    /// <summary>The model in use, or empty.</summary>
    public required string Model { get; init; }

    /// <summary>Text that chose it; null for the embedded one.</summary>
    public required string? ModelChoice { get; init; }

    /// <summary>Counts since the start.</summary>
    public required ShieldCounters Counters { get; init; }

    /// <summary>The outputs.</summary>
    public required IReadOnlyList<OutputView> Outputs { get; init; }

    /// <summary>The room in force.</summary>
    public required ProfileView Room { get; init; }

    /// <summary>The settings in force: the fields of a room profile that the page changes, and revision.</summary>
    public required JsonElement Settings { get; init; }

    /// <summary>The sound; null while it is off.</summary>
    public required SoundView? Sound { get; init; }

    /// <summary>Who is the streamer.</summary>
    public required StreamerView Streamer { get; init; }

    /// <summary>What is known of the room.</summary>
    public required RoomSenseView RoomSense { get; init; }

    /// <summary>The capture of a plate.</summary>
    public required PlateView Plate { get; init; }

    /// <summary>Panic key and autostart; null when nobody sits before a screen here.</summary>
    public required PanicKeyView? Desktop { get; init; }

    /// <summary>Version and commit of the program.</summary>
    public required string Version { get; init; }

    /// <summary>The check before a stream.</summary>
    public required AuditView Audit { get; init; }
}
