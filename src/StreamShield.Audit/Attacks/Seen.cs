using OpenCvSharp;

namespace StreamShield.Audit.Attacks;

/// <summary>One recorded output frame in the attacker's hands, with the best person mask that anybody could have. Owns both.</summary>
/// <param name="Output">What the world saw, BGR.</param>
/// <param name="Person">255 where the streamer is, else 0: a gift to the attacker, so that no better segmenter changes the verdict.</param>
/// <param name="Share">How much of the room leaked in it, 0..1.</param>
internal sealed record Seen(Mat Output, Mat Person, double Share) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Output.Dispose();
        Person.Dispose();
    }
}
