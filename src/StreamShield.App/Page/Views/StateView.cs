using System.Text.Json;
using StreamShield.App.Desktop;
using StreamShield.App.Live;

namespace StreamShield.App.Page.Views;

/// <summary>The state of a run as the page shows it.</summary>
internal sealed record StateView : RunStatus
{
    /// <summary>Creates the view from the common status.</summary>
    public StateView(RunStatus status)
        : base(status)
    {
    }

    /// <summary>Whether panic is on.</summary>
    public required bool Panic { get; init; }

    /// <summary>The source setting; null for the first webcam.</summary>
    public required string? Camera { get; init; }

    /// <summary>The model setting; null for the embedded one.</summary>
    public required string? ModelChoice { get; init; }

    /// <summary>The outputs.</summary>
    public required IReadOnlyList<OutputView> Outputs { get; init; }

    /// <summary>The room in use.</summary>
    public required ProfileView Room { get; init; }

    /// <summary>Tells this run from earlier ones, whose revisions it does not continue.</summary>
    public required string Run { get; init; }

    /// <summary>The settings in use: the profile fields that the page can change, and the revision.</summary>
    public required JsonElement Settings { get; init; }

    /// <summary>The sound; null while it is off.</summary>
    public required SoundView? Sound { get; init; }

    /// <summary>Who is shown.</summary>
    public required StreamerView Streamer { get; init; }

    /// <summary>What is known of the room.</summary>
    public required RoomSenseView RoomSense { get; init; }

    /// <summary>The capture of a plate.</summary>
    public required PlateView Plate { get; init; }

    /// <summary>Panic key and autostart; null without a desktop.</summary>
    public required PanicKeyView? Desktop { get; init; }

    /// <summary>Version and commit of the program.</summary>
    public required string Version { get; init; }

    /// <summary>The check before a stream.</summary>
    public required AuditView Audit { get; init; }

    /// <summary>The same run as it begins anew: nothing is shown, and nothing is known of the next pictures yet.</summary>
    public StateView Starting() => Starting(this) with { Sound = null };
}
