namespace StreamShield.Core.Frames;

/// <summary>An expected failure. <see cref="Exception.Message"/> is one sentence for the streamer that names the cause and the cure.</summary>
public class ShieldException : Exception
{
    /// <summary>A failure with its reason on the slate and its sentence.</summary>
    /// <param name="reason">What the slate says while the failure lasts.</param>
    /// <param name="sentence">Cause and cure in one sentence.</param>
    /// <param name="inner">What was caught, if anything.</param>
    public ShieldException(SlateReason reason, string sentence, Exception? inner = null)
        : base(sentence, inner) => Reason = reason;

    /// <summary>What the slate says while the failure lasts.</summary>
    public SlateReason Reason { get; }
}
