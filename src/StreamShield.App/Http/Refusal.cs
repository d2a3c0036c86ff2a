namespace StreamShield.App.Http;

/// <summary>A request that is not obeyed: the status of the answer and one sentence with cause and cure.</summary>
internal sealed class Refusal(int status, string sentence) : Exception(sentence)
{
    /// <summary>4xx or 503.</summary>
    public int Status { get; } = status;
}
