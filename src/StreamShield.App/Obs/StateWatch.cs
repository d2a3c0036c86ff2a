using System.Net;
using System.Text.Json;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Page;

namespace StreamShield.App.Obs;

/// <summary>Watches a StreamShield in another process through its /state.json. One that does not answer counts as hidden.</summary>
internal sealed class StateWatch : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http = LocalClient.New(Timeout.InfiniteTimeSpan);
    private readonly Uri _address;
    private readonly ShieldSignal _signal;
    private readonly TimeProvider _time;

    /// <summary>Creates a watch.</summary>
    /// <param name="address">The address that <c>run</c> printed, or its /state.json.</param>
    /// <param name="signal">Set to what was read.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="UserException">It is not such an address.</exception>
    public StateWatch(string address, ShieldSignal signal, TimeProvider time)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || !uri.Query.Contains("token=", StringComparison.Ordinal))
        {
            throw new UserException("That is no address of a running StreamShield: copy the whole line that 'streamshield run' prints, token included.");
        }

        _address = new UriBuilder(uri) { Path = LiveRoutes.State }.Uri;
        _signal = signal;
        _time = time;
    }

    /// <summary>Reads the state once, at the start.</summary>
    /// <exception cref="UserException">Nothing answers there, or another program does.</exception>
    public async Task BeginAsync(CancellationToken stop)
    {
        try
        {
            _signal.Tell(await IsLiveAsync(FirstPatience, stop));
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.Unauthorized)
        {
            throw new UserException("The StreamShield that runs there has another token: copy the address that it printed at this start.", e);
        }
        catch (Exception e) when (IsNoAnswer(e, stop))
        {
            throw new UserException($"No StreamShield answers at {_address.Authority}: start 'streamshield run' and copy the address that it prints.", e);
        }
    }

    /// <summary>Watches until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every, _time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                _signal.Tell(await IsLiveAsync(Patience, stop));
            }
            catch (Exception e) when (IsNoAnswer(e, stop))
            {
                _signal.Tell(false);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<bool> IsLiveAsync(TimeSpan patience, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        using var json = JsonDocument.Parse(await _http.GetByteArrayAsync(_address, either.Token));
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("live", out var live)
            ? live.ValueKind == JsonValueKind.True
            : throw new JsonException();
    }

    private static bool IsNoAnswer(Exception e, CancellationToken stop) =>
        e is HttpRequestException or JsonException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested);
}
