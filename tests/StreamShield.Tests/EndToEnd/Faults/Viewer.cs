using System.Diagnostics;
using System.Net.Sockets;
using StreamShield.Core.Frames;
using StreamShield.Core.Threading;
using StreamShield.Tests.App;

namespace StreamShield.Tests.EndToEnd.Faults;

/// <summary>Somebody who looks at the stream over HTTP on a thread of his own, opens it anew when it ends, as players do, and examines every picture: with the moment at which the panic's slate came.</summary>
internal sealed class Viewer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Uri _address;
    private readonly Func<bool> _panicIsOn;
    private readonly ManualResetEventSlim _gone = new();
    private readonly Thread _watching;
    private TaskCompletionSource<long>? _awaited;
    private volatile bool _mustBeHidden;
    private int _shownInPanic;
    private long _slateAt;

    public Viewer(Uri address, Room room, Func<bool> panicIsOn)
    {
        _address = address;
        _panicIsOn = panicIsOn;
        Witness = new LeakWitness(room);
        _watching = new Thread(Watch) { IsBackground = true, Name = "witness" };
        _watching.Start();
    }

    public LeakWitness Witness { get; }

    /// <summary>Pictures that were no slate after the slate of a panic had come.</summary>
    public int ShownInPanic => Volatile.Read(ref _shownInPanic);

    /// <summary>The first of them, in words.</summary>
    public string FirstShown { get; private set; } = "";

    /// <summary>Times the stream had to be opened anew.</summary>
    public int Reopened { get; private set; }

    /// <summary>The moment at which the next slate of a panic comes, as a time stamp.</summary>
    public Task<long> NextPanicAsync()
    {
        var awaited = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _awaited, awaited);
        return awaited.Task;
    }

    /// <summary>From here on pictures may be shown again.</summary>
    public void Release() => _mustBeHidden = false;

    public void Dispose()
    {
        // Pictures never stop, so it sees this at once.
        _gone.Set();
        _watching.Join(Patience);
        _gone.Dispose();
    }

    private void Watch()
    {
        Urgency.Raise();
        while (!_gone.IsSet)
        {
            try
            {
                using var stream = PlainHttp.Open(_address);
                while (!_gone.IsSet && PlainHttp.NextPicture(stream) is { } jpeg)
                {
                    Look(jpeg, Stopwatch.GetTimestamp());
                }
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // Opened anew.
            }

            if (!_gone.Wait(50))
            {
                Reopened++;
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
                _slateAt = at;
                _mustBeHidden = true;
                awaited.TrySetResult(at);
            }
        }
        else if (_mustBeHidden && !Witness.Last.IsSlate)
        {
            if (Interlocked.Increment(ref _shownInPanic) == 1)
            {
                FirstShown = $"frame {Witness.Last.FrameId}, {Stopwatch.GetElapsedTime(_slateAt, at).TotalMilliseconds:0} ms after the slate, the button {(_panicIsOn() ? "down" : "up")}, the stream opened anew {Reopened} times";
            }
        }
    }
}
