using System.Text.Json;
using StreamShield.App.Desktop;
using StreamShield.App.Live;

namespace StreamShield.App.Page.Views;

/// <summary>All that the page shows of a run.</summary>
internal sealed record StateView : RunStatus
{
    /// <summary>Starts from what every status says.</summary>
    public StateView(RunStatus status)
        : base(status)
    {
    }

    /// <summary>The panic button.</summary>
    public required bool Panic { get; init; }

    /// <summary>Text that chose it; null for the first webcam.</summary>
    public required string? Camera { get; init; }

    /// <summary>Text that chose it; null for the embedded one.</summary>
    public required string? ModelChoice { get; init; }

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
