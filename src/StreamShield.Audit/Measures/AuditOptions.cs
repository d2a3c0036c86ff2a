using OpenCvSharp;

namespace StreamShield.Audit.Measures;

/// <summary>What an audit needs to know besides the frames.</summary>
public sealed record AuditOptions
{
    /// <summary>The clip's name for the report.</summary>
    public required string Clip { get; init; }

    /// <summary>How the room is hidden, in words; empty if unknown.</summary>
    public string Effect { get; init; } = "";

    /// <summary>True if the masks come from an exact matte.</summary>
    public bool ExactMatte { get; init; }

    /// <summary>Paths of pictures of other rooms for the line-up.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    /// <summary>
    /// Hides a whole candidate picture (first argument, BGR, of the clip's size) with the clip's own effect into the second; null if the effect is unknown.
    /// </summary>
    public Action<Mat, Mat>? Obscure { get; init; }

    /// <summary>True to include raw pictures of the room in the result.</summary>
    public bool WithRawPictures { get; init; }
}
