using System.Diagnostics;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Measuring;
using StreamShield.App.Obs;
using StreamShield.App.Page;
using StreamShield.Core;
using StreamShield.Devices;

namespace StreamShield.App.Live;

/// <summary>
/// The command <c>run</c>: a session with a stream over HTTP, its status on screen, its keys. Model, camera and server start side by side; however it ends,
/// the slate is the last picture.
/// </summary>
internal sealed class LiveRun(RunOptions options, Terminal terminal)
{
    private const int UsualPort = 8787;
    private const string TokenFile = "token";
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private readonly StatusView _view = new(terminal);

    /// <summary>Runs until stopped.</summary>
    /// <param name="stop">Ends the run.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        options.Settings.Validate();
        NativeLibraries.Check();
        var token = options.KeepToken ? AccessToken.Kept(Path.Combine(UserFolders.Data, TokenFile)) : AccessToken.New();
        var settings = options.Settings with { Plate = options.Plate.Load(options.Size, terminal) };
        var stream = new MjpegSink(options.Size);
        var metered = new MeteredSink(stream, terminal.Time);
        using var outputs = new LiveOutputs(options, terminal);
        using var session = MakeSession([metered, .. outputs.Sinks], settings);
        using var sound = new LiveSound(options.Plate.Room.Sound, session, metered, new SoundKit(terminal.Time), terminal.Time);
        using var control = new LiveControl(session, options.Plate.Room, settings, sound, options.Threads, terminal);
        var meter = new LiveMeter(session, metered, stream, () => control.Now.Settings, terminal.Time)
        {
            Sound = () => sound.Status,
            PeopleTrouble = () => StreamerWords.Trouble(control.Now.Settings.People, control.Look().Streamer),
        };
        using var closing = new CancellationTokenSource();
        var signal = new ShieldSignal();
        if (options.Obs is not null)
        {
            session.Add(new SlateWatch(options.Size, signal));
        }

        session.Start();
        sound.Start();
        await using var server = await LocalServer.StartAsync(
            options.Port ?? UsualPort, mayMove: options.Port is null, token, ControlPage.Build(session, control, new LiveRoutes(stream, meter.Now), meter.Now, token, closing.Token), terminal.Fail);
        Greet(server, outputs);
        await using var obs = options.Obs is null ? null
            : ObsWatch.Start(options.Obs, signal, server.AddressOf(LiveRoutes.Picture), _view.Say, terminal.Time, stop);

        // The slate at once, whatever thread asks for the end and however long the rest takes.
        await using var hide = stop.Register(() => session.Outlet.Panic = true);
        try
        {
            await WatchAsync(session, control, meter, metered, obs, stop);
        }
        finally
        {
            // Before the server goes: the viewers are to get the slate.
            await closing.CancelAsync();
            session.Dispose();
        }

        var counters = session.Counters;
        _view.Say(
            $"Stopped: {counters.Shielded} pictures shown shielded, {counters.Dropped} dropped, {counters.Failed + counters.TooOld} hidden; most memory {PeakMemory.Megabytes():0} MB.");
        if (control.Now.Unsaved)
        {
            _view.Say("What you changed while it ran was not stored: the page's Save does that, or the options of 'profiles create'.");
        }

        return ExitCode.Success;
    }

    private ShieldSession MakeSession(IReadOnlyList<ISink> sinks, ShieldSettings settings)
    {
        var wanted = new SourceOptions(options.Size, options.FramesPerSecond) { Time = terminal.Time, Orientation = options.Plate.Room.Orientation };
        var openModel = LiveModel.Opener(options.Model, options.Size, options.FramesPerSecond, options.Threads);
        var source = LiveSource.Choose(options.Source, wanted, _view.Say);
        var session = new ShieldSession(options.Size, options.FramesPerSecond, source, openModel, settings, terminal.Time);
        foreach (var sink in sinks)
        {
            session.Add(sink);
        }

        return session;
    }

    private void Greet(LocalServer server, LiveOutputs outputs)
    {
        terminal.Output.WriteLine($"Your shielded picture: {server.AddressOf(LiveRoutes.Picture)}");
        terminal.Output.WriteLine($"Your control page:     {server.Page}");
        terminal.Output.WriteLine($"The page as OBS dock:  {server.Page}?dock=1{(options.KeepToken ? "" : "  (with --keep-token it is the same each time)")}");
        terminal.Output.WriteLine("Open the picture in OBS (Media Source, untick Local File; for a Browser Source write watch in place of out.mjpg), VLC or a browser on this computer. Keep the addresses to yourself.");
        foreach (var line in outputs.Lines)
        {
            terminal.Output.WriteLine(line);
        }

        if (terminal.HasKeys)
        {
            terminal.Output.WriteLine("Keys: p hides everything at once (p again: back), + and - change the strength, c confirms a moved camera, q stops.");
        }

        terminal.Output.Flush();
        if (options.OpenPage && terminal.HasKeys && PageWindow.HasScreen && !PageWindow.TryOpen(server.Page))
        {
            _view.Say("No browser could be started: open the control page yourself.");
        }
    }

    private async Task WatchAsync(ShieldSession session, LiveControl control, LiveMeter meter, MeteredSink metered, ObsWatch? obs, CancellationToken stop)
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
            if (!Obey(keys, control))
            {
                return;
            }
        }
    }

    private bool Reached(ShieldSession session, long began) =>
        (options.Frames is { } frames && session.Counters.Shielded >= frames)
        || (options.Seconds is { } seconds && terminal.Time.GetElapsedTime(began).TotalSeconds >= seconds);

    private static bool Obey(Keys? keys, LiveControl control)
    {
        while (keys is not null && keys.TryTake(out var key))
        {
            switch (key)
            {
                case 'q':
                    return false;
                case 'c':
                    control.Confirm();
                    break;
                case 'p':
                    control.Panic = !control.Panic;
                    break;
                case '+' or '-':
                    control.Step(stronger: key == '+');
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
