using StreamShield.Core.People;

namespace StreamShield.Lab.Rooms;

/// <summary>What <c>rooms</c> is to measure.</summary>
internal sealed record RoomsOptions
{
    /// <summary>Folder that <c>scenes</c> made.</summary>
    public required string Scenes { get; init; }

    /// <summary>Only scenes whose name contains one of these; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Folder of finished outputs, <c>NAME.mkv</c> or <c>NAME.mp4</c> per scene; null to run the shield.</summary>
    public string? Outputs { get; init; }

    /// <summary>Folder of candidate rooms for the line-up; null for none.</summary>
    public string? Candidates { get; init; }

    /// <summary>The model's name or file; null for the embedded one.</summary>
    public string? Model { get; init; }

    /// <summary>True to give the shield the scene's plate.</summary>
    public bool WithPlate { get; init; }

    /// <summary>True to capture the room while nobody is in the picture.</summary>
    public bool SelfCapture { get; init; } = true;

    /// <summary>The effect; <c>solid</c> tells exactly what is shown.</summary>
    public string Effect { get; init; } = "solid";

    /// <summary>The effect's strength.</summary>
    public int Strength { get; init; } = 60;

    /// <summary>What is done with doubt, 0 to 100.</summary>
    public int Sensitivity { get; init; } = 50;

    /// <summary>Who is shown.</summary>
    public PeopleChoice People { get; init; } = PeopleChoice.Streamer;

    /// <summary>Frames of each clip to stop after; 0 for all.</summary>
    public int Frames { get; init; }

    /// <summary>First frame that is measured; the shield sees those before as well.</summary>
    public int From { get; init; }
}
