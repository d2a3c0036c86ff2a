namespace StreamShield.Core.Frames;

/// <summary>An expected failure. <see cref="Exception.Message"/> is one sentence for the streamer that names the cause and the remedy.</summary>
public class ShieldException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="reason">What the slate shows while the failure lasts.</param>
    /// <param name="sentence">Cause and remedy in one sentence.</param>
    /// <param name="inner">The exception that caused it, if any.</param>
    public ShieldException(SlateReason reason, string sentence, Exception? inner = null)
        : base(sentence, inner) => Reason = reason;

    /// <summary>What the slate shows while the failure lasts.</summary>
    public SlateReason Reason { get; }
}
