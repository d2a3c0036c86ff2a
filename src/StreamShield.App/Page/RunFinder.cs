using System.Text.Json;
using StreamShield.App.Http;
using StreamShield.Core.Storage;

namespace StreamShield.App.Page;

/// <summary>Finds a running StreamShield of this user.</summary>
internal static class RunFinder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Finds the newest run that answers.</summary>
    /// <param name="port">Its port; null for any.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>The run, and a one-time code for its page; null when none is running.</returns>
    public static async Task<(RunFile Run, string Code)?> FindAsync(int? port, CancellationToken stop)
    {
        using var http = LocalClient.New(Patience);
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
                // It was killed and left its file, or it hangs: try the next one.
            }
        }

        return null;
    }
}
