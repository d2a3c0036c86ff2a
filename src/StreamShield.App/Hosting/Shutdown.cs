using System.Runtime.InteropServices;
using StreamShield.Core.Threading;

namespace StreamShield.App.Hosting;

/// <summary>
/// Turns Ctrl-C, a closed terminal, a termination signal and an unhandled exception on any thread into one cancelled token: the running command then leaves the
/// slate as the last picture and ends in an orderly way. What hangs is abandoned after <see cref="Patience"/>; a second Ctrl-C ends the process at once.
/// </summary>
internal sealed class Shutdown : IDisposable
{
    /// <summary>Maximum time from the request to the end of the process.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(300);

    private readonly TextWriter _error;
    private readonly Action<int> _exit;
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _finished = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _isAsked;
    private int _isDue;
    private volatile int _code = ExitCode.Failure;

    /// <summary>Starts listening for signals.</summary>
    /// <param name="error">Receives the message of a crash.</param>
    /// <param name="exit">Ends the process at once; null for <see cref="ProcessExit.Now"/>.</param>
    public Shutdown(TextWriter error, Action<int>? exit = null)
    {
        _error = error;
        _exit = exit ?? ProcessExit.Now;
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
        {
            _signals.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }

        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
    }

    /// <summary>Cancelled when the process should end.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Requests the end. Thread-safe; returns at once.</summary>
    public void Request()
    {
        SetDeadline();
        if (Interlocked.Exchange(ref _isAsked, 1) == 0)
        {
            // On its own thread: a cancellation callback may hang.
            Run("end", _stop.Cancel);
        }
    }

    /// <summary>Reports that everything has been cleaned up. The process should now end by itself, and is killed if it does not.</summary>
    /// <param name="code">The exit code.</param>
    public void MarkFinished(int code)
    {
        _code = code;
        _finished.Set();
        SetDeadline();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _finished.Set();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (Volatile.Read(ref _isAsked) != 0)
        {
            return;
        }

        context.Cancel = true;
        Request();
    }

    private void OnUnhandled(object sender, UnhandledExceptionEventArgs e)
    {
        // The crashed thread waits here while the main thread shows the slate; then the process ends without a stack trace.
        Request();
        _finished.Wait(Patience - LastWords);
        var sentence = e.ExceptionObject is Exception exception ? Sentence.For(exception) : "StreamShield failed unexpectedly: please report this.";
        var words = Run("last words", () =>
        {
            _error.WriteLine(sentence);
            _error.Flush();
        });
        words.Join(LastWords);
        _exit(ExitCode.Failure);
    }

    private void SetDeadline()
    {
        if (Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            Run("deadline", () =>
            {
                new ManualResetEventSlim().Wait(Patience);
                _exit(_code);
            });
        }
    }

    private static Thread Run(string name, Action act)
    {
        var thread = new Thread(() =>
        {
            Urgency.Raise();
            try
            {
                act();
            }
            catch (Exception)
            {
                // At the end, no failure may keep the others from ending.
            }
        })
        { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }
}
