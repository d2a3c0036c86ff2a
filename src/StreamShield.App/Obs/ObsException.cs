using StreamShield.App.Hosting;

namespace StreamShield.App.Obs;

/// <summary>A failure between here and OBS, as one sentence with cause and cure.</summary>
/// <param name="sentence">Cause and cure.</param>
/// <param name="inner">The exception that caused it, if any.</param>
internal sealed class ObsException(string sentence, Exception? inner = null) : UserException(sentence, inner)
{
    /// <summary>True when trying again cannot help: the password is wrong, OBS is too old, or a named scene does not exist.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The code with which OBS refused a request, for instance <see cref="ObsProtocol.NotFound"/>; 0 for any other failure.</summary>
    public int Code { get; init; }
}
