using System.Text.Json;
using StreamShield.App.Http;
using StreamShield.Core.Storage;

namespace StreamShield.App.Page;

/// <summary>Finds a StreamShield of this user that runs.</summary>
internal static class RunFinder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The newest one that answers.</summary>
    /// <param name="port">Where it listens; null for any.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>It, and a code that opens its page once; null when none runs.</returns>
    public static async Task<(RunFile Run, string Code)?> FindAsync(int? port, CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = Patience };
        foreach (var run in RunFile.All(UserFolders.Data).Where(run => port is null || run.Port == port))
        {
            try
            {
                using var answer = await http.PostAsync(new Uri($"http://127.0.0.1:{run.Port}/code?token={run.Door}"), null, stop);
                if (answer.IsSuccessStatusCode && JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(stop), PageJson.Default.TokenView) is { } code)
                {
                    return (run, code.Token);
                }
            }
            catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !stop.IsCancellationRequested))
            {
                // It was killed and left its file, or hangs: the next one.
            }
        }

        return null;
    }
}
