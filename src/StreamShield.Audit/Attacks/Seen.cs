using OpenCvSharp;

namespace StreamShield.Audit.Attacks;

/// <summary>One recorded output frame, with the best person mask that an attacker could have. Owns both.</summary>
/// <param name="Output">The output frame, BGR.</param>
/// <param name="Person">255 where the streamer is, otherwise 0. Given to the attacker for free, so that no better segmenter can change the verdict.</param>
/// <param name="Share">Share of the room that leaked in it, 0..1.</param>
internal sealed record Seen(Mat Output, Mat Person, double Share) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Output.Dispose();
        Person.Dispose();
    }
}
