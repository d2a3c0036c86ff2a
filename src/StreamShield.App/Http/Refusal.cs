namespace StreamShield.App.Http;

/// <summary>A rejected request: the status of the response and one sentence with cause and cure.</summary>
internal sealed class Refusal(int status, string sentence) : Exception(sentence)
{
    /// <summary>HTTP status, 4xx or 503.</summary>
    public int Status { get; } = status;
}
