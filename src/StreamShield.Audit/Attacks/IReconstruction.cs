using OpenCvSharp;

namespace StreamShield.Audit.Attacks;

/// <summary>A published method to reconstruct a room from what a virtual background leaks.</summary>
internal interface IReconstruction
{
    /// <summary>Display name: authors and year.</summary>
    string Name { get; }

    /// <summary>What it does, in one sentence.</summary>
    string Idea { get; }

    /// <summary>Reconstructs the room.</summary>
    /// <param name="frames">At least one output frame.</param>
    /// <param name="hiddenLayer">The estimate of the picture that hides the room.</param>
    /// <returns>BGR, <see cref="Canvas.Empty"/> where nothing was found; owned by the caller.</returns>
    Mat Rebuild(IReadOnlyList<Seen> frames, Mat hiddenLayer);
}
