using OpenCvSharp;

namespace StreamShield.Audit.Measures;

/// <summary>What an audit is told beside the frames.</summary>
public sealed record AuditOptions
{
    /// <summary>The clip's name for the report.</summary>
    public required string Clip { get; init; }

    /// <summary>How the room is hidden, in words; empty when not known.</summary>
    public string Effect { get; init; } = "";

    /// <summary>True when the masks come from an exact matte.</summary>
    public bool ExactMatte { get; init; }

    /// <summary>Pictures of other rooms for the line-up, BGR files.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    /// <summary>Hides a whole candidate picture (BGR, of the clip's size) by the clip's own effect; null when that is not known.</summary>
    public Action<Mat, Mat>? Obscure { get; init; }

    /// <summary>True to put pictures of the room itself into the result.</summary>
    public bool WithRawPictures { get; init; }
}
