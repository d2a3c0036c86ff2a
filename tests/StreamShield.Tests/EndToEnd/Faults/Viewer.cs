using System.Diagnostics;
using StreamShield.Core;
using StreamShield.Tests.App;

namespace StreamShield.Tests.EndToEnd.Faults;

/// <summary>Somebody who looks at the stream over HTTP: a witness on every picture, and the moment at which the panic's card came.</summary>
internal sealed class Viewer : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _gone = new();
    private readonly Task _watching;
    private TaskCompletionSource<long>? _awaited;
    private volatile bool _mustBeHidden;
    private int _shownInPanic;

    private readonly Func<bool> _panicIsOn;
    private long _cardAt;

    public Viewer(Uri address, Room room, Func<bool> panicIsOn)
    {
        _panicIsOn = panicIsOn;
        Witness = new LeakWitness(room);
        _watching = Task.Run(() => WatchAsync(address));
    }

    public LeakWitness Witness { get; }

    /// <summary>Pictures that were no card after the card of a panic had come.</summary>
    public int ShownInPanic => Volatile.Read(ref _shownInPanic);

    /// <summary>The first of them, in words.</summary>
    public string FirstShown { get; private set; } = "";

    /// <summary>Times the stream had to be opened anew.</summary>
    public int Reopened { get; private set; }

    /// <summary>The moment at which the next card of a panic comes, as a time stamp.</summary>
    public Task<long> NextPanicAsync()
    {
        var awaited = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _awaited, awaited);
        return awaited.Task;
    }

    /// <summary>From here on pictures may be shown again.</summary>
    public void Release() => _mustBeHidden = false;

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _watching;
        _http.Dispose();
        _gone.Dispose();
    }

    private async Task WatchAsync(Uri address)
    {
        while (!_gone.IsCancellationRequested)
        {
            try
            {
                using var answer = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, _gone.Token);
                using var reader = new MjpegReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(_gone.Token));
                while (!_gone.IsCancellationRequested && await reader.NextAsync() is { } jpeg)
                {
                    Look(jpeg, Stopwatch.GetTimestamp());
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // Opened anew, as players do.
            }

            if (!_gone.IsCancellationRequested)
            {
                Reopened++;
                await Task.WhenAny(Task.Delay(50, _gone.Token));
            }
        }
    }

    private void Look(byte[] jpeg, long at)
    {
        Witness.ExamineJpeg(jpeg);
        if (Witness.Last.Slate == SlateReason.Panic)
        {
            if (Interlocked.Exchange(ref _awaited, null) is { } awaited)
            {
                _cardAt = at;
                _mustBeHidden = true;
                awaited.TrySetResult(at);
            }
        }
        else if (_mustBeHidden && !Witness.Last.IsSlate)
        {
            if (Interlocked.Increment(ref _shownInPanic) == 1)
            {
                FirstShown = $"frame {Witness.Last.FrameId}, {Stopwatch.GetElapsedTime(_cardAt, at).TotalMilliseconds:0} ms after the card, the button {(_panicIsOn() ? "down" : "up")}, the stream opened anew {Reopened} times";
            }
        }
    }
}
