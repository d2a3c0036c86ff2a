using System.Runtime.InteropServices;

namespace StreamShield.App.Hosting;

/// <summary>
/// Ctrl-C, a closed terminal, a request to end, and an unhandled exception on any thread all become one cancelled token: whoever runs then leaves the slate
/// as the last picture and ends in order. A second Ctrl-C ends the process at once.
/// </summary>
internal sealed class Shutdown : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly TextWriter _error;
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEvent _finished = new(false);
    private readonly List<PosixSignalRegistration> _signals = [];

    /// <summary>Begins to listen.</summary>
    public Shutdown(TextWriter error)
    {
        _error = error;
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
        {
            _signals.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }

        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
    }

    /// <summary>Cancelled once the process is to end.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Says that everything has been put in order.</summary>
    public void MarkFinished() => _finished.Set();

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _finished.Set();
        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        context.Cancel = true;
        _stop.Cancel();
    }

    private void OnUnhandled(object sender, UnhandledExceptionEventArgs e)
    {
        // The crashed thread waits here while the main thread puts the slate up; then the process ends without a stack trace.
        _stop.Cancel();
        _finished.WaitOne(Patience);
        _error.WriteLine(e.ExceptionObject is Exception exception ? Sentence.For(exception) : "StreamShield failed unexpectedly: please report this.");
        _error.Flush();
        Environment.Exit(ExitCode.Failure);
    }
}
