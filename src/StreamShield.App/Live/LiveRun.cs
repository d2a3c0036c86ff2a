using System.Diagnostics;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Measuring;
using StreamShield.App.Obs;
using StreamShield.Core;
using StreamShield.Devices;
using StreamShield.Onnx;

namespace StreamShield.App.Live;

/// <summary>
/// The command <c>run</c>: a session with a stream over HTTP, its status on screen, its keys. Model, camera and server start side by side; however it ends,
/// the slate is the last picture.
/// </summary>
internal sealed class LiveRun(RunOptions options, Terminal terminal)
{
    private const int UsualPort = 8787;
    private const int StrengthStep = 5;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private readonly StatusView _view = new(terminal);
    private ShieldSettings _settings = options.Settings;

    /// <summary>Runs until stopped.</summary>
    /// <param name="stop">Ends the run.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        _settings.Validate();
        NativeLibraries.Check();
        using var plate = options.Plate.Load(options.Size, terminal);
        _settings = _settings with { Plate = plate };
        var stream = new MjpegSink(options.Size);
        var metered = new MeteredSink(stream, terminal.Time);
        using var session = MakeSession(metered);
        var meter = new LiveMeter(session, metered, stream, () => Volatile.Read(ref _settings), terminal.Time);
        var signal = new ShieldSignal();
        if (options.Obs is not null)
        {
            session.Add(new SlateWatch(options.Size, signal));
        }

        session.Start();
        await using var server = await LocalServer.StartAsync(
            options.Port ?? UsualPort, mayMove: options.Port is null, AccessToken.New(), new LiveRoutes(stream, meter.Now).Table, terminal.Fail);
        Greet(server);
        await using var obs = options.Obs is null ? null
            : ObsWatch.Start(options.Obs, signal, server.AddressOf(LiveRoutes.Picture), _view.Say, terminal.Time, stop);

        // The slate at once, whatever thread asks for the end and however long the rest takes.
        await using var hide = stop.Register(() => session.Outlet.Panic = true);
        try
        {
            await WatchAsync(session, meter, metered, obs, stop);
        }
        finally
        {
            // Before the server goes: the viewers are to get the slate.
            session.Dispose();
        }

        var counters = session.Counters;
        _view.Say(
            $"Stopped: {counters.Shielded} pictures shown shielded, {counters.Dropped} dropped, {counters.Failed + counters.TooOld} hidden; most memory {PeakMemory.Megabytes():0} MB.");
        return ExitCode.Success;
    }

    private ShieldSession MakeSession(MeteredSink sink)
    {
        var wanted = new SourceOptions(options.Size, options.FramesPerSecond) { Time = terminal.Time };
        var openModel = ModelOpener();
        var source = LiveSource.Choose(options.Source, wanted, _view.Say);
        var session = new ShieldSession(options.Size, options.FramesPerSecond, source, openModel, _settings, terminal.Time);
        session.Add(sink);
        return session;
    }

    /// <summary>A model that was asked for by name and cannot be used is a mistake in the command; the embedded one is loaded beside the camera.</summary>
    private Func<ISegmenter> ModelOpener()
    {
        var store = ModelStore.ForThisUser();
        ISegmenter? first = options.Model is null ? null : store.Open(options.Model, options.Threads);
        return () => Interlocked.Exchange(ref first, null) ?? store.Open(options.Model, options.Threads);
    }

    private void Greet(LocalServer server)
    {
        terminal.Output.WriteLine($"Your shielded picture: {server.AddressOf(LiveRoutes.Picture)}");
        terminal.Output.WriteLine("Open it in OBS (Media Source, untick Local File), VLC or a browser on this computer. Keep the address to yourself.");
        if (terminal.HasKeys)
        {
            terminal.Output.WriteLine("Keys: p hides everything at once (p again: back), + and - change the strength, c confirms a moved camera, q stops.");
        }

        terminal.Output.Flush();
    }

    private async Task WatchAsync(ShieldSession session, LiveMeter meter, MeteredSink metered, ObsWatch? obs, CancellationToken stop)
    {
        var began = terminal.Time.GetTimestamp();
        var keys = terminal.HasKeys ? Keys.Listen() : null;
        var announced = false;
        using var timer = new PeriodicTimer(Tick, terminal.Time);
        var tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
        while (!stop.IsCancellationRequested && !Reached(session, began))
        {
            meter.Sample();
            _view.Show(meter.Now());
            if (!announced)
            {
                await Task.WhenAny(tick, metered.FirstLive);
                if (metered.FirstLive.IsCompleted)
                {
                    announced = true;
                    _view.Say($"Live after {SinceProcessStart().TotalSeconds:0.0} s.");
                }
            }

            await tick;
            if (obs is { Running.IsFaulted: true })
            {
                await obs.Running;
            }

            tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
            if (!Obey(keys, session))
            {
                return;
            }
        }
    }

    private bool Reached(ShieldSession session, long began) =>
        (options.Frames is { } frames && session.Counters.Shielded >= frames)
        || (options.Seconds is { } seconds && terminal.Time.GetElapsedTime(began).TotalSeconds >= seconds);

    private bool Obey(Keys? keys, ShieldSession session)
    {
        while (keys is not null && keys.TryTake(out var key))
        {
            switch (key)
            {
                case 'q':
                    return false;
                case 'c':
                    session.Pipeline.Ask(static shield => shield.Room.Confirm());
                    break;
                case 'p':
                    session.Outlet.Panic = !session.Outlet.Panic;
                    break;
                case '+' or '-':
                    var strength = Math.Clamp(_settings.Strength + (key == '+' ? StrengthStep : -StrengthStep), 0, 100);
                    Volatile.Write(ref _settings, _settings with { Strength = strength });
                    session.Pipeline.Apply(_settings);
                    break;
            }
        }

        return true;
    }

    private TimeSpan SinceProcessStart()
    {
        using var process = Process.GetCurrentProcess();
        return terminal.Time.GetUtcNow() - process.StartTime.ToUniversalTime();
    }
}
