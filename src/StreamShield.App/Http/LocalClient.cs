namespace StreamShield.App.Http;

/// <summary>Makes clients for a StreamShield that runs on this computer. Its addresses hold secrets: no proxy and no other address gets to see them.</summary>
internal static class LocalClient
{
    private const long MaxAnswer = 1 << 20;

    /// <summary>Makes one.</summary>
    /// <param name="patience">How long to wait for an answer.</param>
    public static HttpClient New(TimeSpan patience) => new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = patience,
        MaxResponseContentBufferSize = MaxAnswer,
    };
}
