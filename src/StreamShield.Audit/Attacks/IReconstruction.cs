using OpenCvSharp;

namespace StreamShield.Audit.Attacks;

/// <summary>A published way to put a room together from what a virtual background let through.</summary>
internal interface IReconstruction
{
    /// <summary>For people: authors and year.</summary>
    string Name { get; }

    /// <summary>In one sentence, what it does.</summary>
    string Idea { get; }

    /// <summary>Puts the room together.</summary>
    /// <param name="frames">At least one output frame.</param>
    /// <param name="hiddenLayer">The guess of the picture that hides the room.</param>
    /// <returns>BGR; <see cref="Canvas.Empty"/> where nothing was found. The caller's.</returns>
    Mat Rebuild(IReadOnlyList<Seen> frames, Mat hiddenLayer);
}
