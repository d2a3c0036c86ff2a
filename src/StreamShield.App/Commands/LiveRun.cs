using System.Diagnostics;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Live;
using StreamShield.App.Measuring;
using StreamShield.App.Obs;
using StreamShield.App.Page;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;
using StreamShield.Core.Storage;
using StreamShield.Devices;
using StreamShield.Devices.Mjpeg;

namespace StreamShield.App.Commands;

/// <summary>
/// The command <c>run</c>: a session with a stream over HTTP, a status display and keys. Model, camera and server start in parallel. However the run ends,
/// the slate is the last picture.
/// </summary>
/// <param name="first">What it begins with.</param>
/// <param name="terminal">Where it reports to.</param>
/// <param name="early">The embedded model, loaded since the program began; null if it was not. Stays the caller's.</param>
internal sealed class LiveRun(RunOptions first, Terminal terminal, EarlyModel? early = null)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private readonly StatusView _view = new(terminal);
    private readonly long _began = terminal.Time.GetTimestamp();
    private bool _hasBegun;

    /// <summary>Runs until stopped.</summary>
    /// <param name="stop">Ends the run.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        await using var front = new LiveFront(first, terminal, _view);

        // Show the slate at once, whichever thread requests the end and however long the rest takes.
        await using var hide = stop.Register(front.Leave);
        if (early is not null && !LiveModel.IsEarly(first))
        {
            // The profile names another model: this one would only take memory.
            await early.DisposeAsync();
            early = null;
        }

        first.Settings.Validate();
        NativeLibraries.CheckForRun();
        front.Secrets = Secrets.Make(first.KeepToken, UserFolders.Data, terminal.Time);
        var end = await RunOnceAsync(front, null, stop);
        while (end.Next is not null && !stop.IsCancellationRequested)
        {
            try
            {
                end = await RunOnceAsync(front, end, stop);
            }
            catch (Exception e) when (!_hasBegun && end.Last is not null && e is UserException or ShieldException)
            {
                terminal.Fail(e.Message);
                end = end with { Next = end.Last, Last = null };
            }
        }

        if (end.HasUnsavedChanges)
        {
            _view.Say("What you changed while it ran was not stored: the page's Save does that, or the options of 'streamshield profiles create'.");
        }

        return ExitCode.Success;
    }

    /// <summary>Runs with one size and rate of the pictures.</summary>
    /// <param name="front">The same for all.</param>
    /// <param name="before">How the one before ended; null for the first.</param>
    /// <param name="stop">Ends the run.</param>
    private async Task<LiveRunEnd> RunOnceAsync(LiveFront front, LiveRunEnd? before, CancellationToken stop)
    {
        var options = before?.Next ?? first;
        _hasBegun = false;
        await using var model = new EarlyModel(await Slowly.RunAsync($"The model {options.Model}".TrimEnd(), () => LiveModel.Opener(options.Model, options.Size, options.FramesPerSecond, options.Threads, early)));
        var plate = await Slowly.RunAsync("The picture of the empty room", () => options.Plate.Load(options.Size, terminal));
        var settings = options.Settings with { Plate = plate.Plate };
        var stream = new MjpegSink(options.Size);
        var metered = new MeteredSink(stream, terminal.Time);
        using var outputs = new LiveOutputs(options, terminal);
        var source = await ChooseSourceAsync(options);
        if (source.Label is not null && settings.Plate is { } hers)
        {
            // The demo clip does not show her room.
            hers.Dispose();
            settings = settings with { Plate = null };
        }

        using var session = MakeSession(options, source, [metered, .. outputs.Sinks], model.Open, settings, front.Panic);
        using var sound = new LiveSound(options.Plate.Room.Sound, session, metered, new SoundKit(terminal.Time), terminal.Time);
        using var control = new LiveControl(session, options.Plate.Room, settings, plate.Trouble, sound, options.Threads, terminal);
        var meter = new LiveMeter(session, metered, stream, () => control.Now.Settings, terminal.Time)
        {
            Sound = () => sound.Status,
            Trouble = () => StreamerText.Trouble(control.Now.Settings.People, control.Look().Streamer) is { Length: > 0 } people ? people : control.Now.PlateTrouble,
        };
        using var closing = new CancellationTokenSource();
        if (options.Obs is not null)
        {
            session.Add(new SlateWatch(options.Size, front.Shield));
        }

        session.Pipeline.Watch(new SelfCaptureKeeper(control, sentence =>
        {
            control.Plate.Note(sentence);
            _view.Say(sentence);
        }, terminal));
        before?.CarryOver(session);
        session.Start();
        sound.Start();
        var desk = new ObsDesk(() => options.Obs?.Access ?? new ObsAccess(null, null), options.Obs?.Guard.Allowed ?? new HashSet<string>(), terminal.Time);
        var page = new ControlPage(session, control, new LiveRoutes(stream, meter.Now), meter.Now, front.Secrets, () => front.Desktop, desk, closing.Token);
        var server = await front.ServeAsync(page.Site, control, stop);
        control.Check.Around = new AroundCheck(
            desk,
            server.AddressOf(LiveRoutes.Picture),
            () => meter.Now().Clients,
            () => session.Pumps.Where(static pump => pump.IsForViewers).Skip(1).Any(static pump => pump.On && pump.Trouble.Length == 0),
            () => control.Now.Room.Sound.On).FindAsync;
        _hasBegun = true;
        if (before is null)
        {
            Greet(front, server, outputs);
        }

        try
        {
            await WatchAsync(session, control, front, meter, metered, stop);
        }
        finally
        {
            if (control.Next is not null)
            {
                front.Pause(page.Paused(), meter.Now());
            }

            // Before the server stops, so that viewers still get the slate.
            await closing.CancelAsync();
            session.Dispose();
        }

        if (control.Next is { } next && !stop.IsCancellationRequested)
        {
            var anew = options.WithOrAsItIs(next, control.Now, terminal.Fail);
            _view.Say($"Begins anew with pictures of {anew.Size} at {anew.FramesPerSecond:0.##} per second.");
            return new LiveRunEnd(anew, options, session, before?.HasUnsavedChanges == true || control.HasUnsavedChanges || next.Name == control.Now.Room.Name);
        }

        var counters = session.Counters;
        _view.Say(
            $"Stopped: {counters.Shielded} pictures shown shielded, {counters.Dropped} dropped, {counters.Failed + counters.TooOld} hidden; most memory {PeakMemory.Megabytes():0} MB.");

        // Before what its requests use is disposed.
        await front.DisposeAsync();
        return new LiveRunEnd(null, null, session, control.HasUnsavedChanges || (before?.HasUnsavedChanges == true && control.Now.Unsaved));
    }

    private Task<ISource> ChooseSourceAsync(RunOptions options)
    {
        var wanted = new SourceOptions(options.Size, options.FramesPerSecond) { Time = terminal.Time, Orientation = options.Plate.Room.Orientation };
        return Slowly.RunAsync(options.Source is null ? "The camera" : SourceCatalog.Plain(options.Source), () => LiveSource.Choose(options.Source, wanted, _view.Say), static late => late.Dispose());
    }

    private ShieldSession MakeSession(RunOptions options, ISource source, IReadOnlyList<ISink> sinks, Func<ISegmenter> openModel, ShieldSettings settings, PanicButton panic)
    {
        var session = new ShieldSession(options.Size, options.FramesPerSecond, source, openModel, settings, terminal.Time, panic);
        foreach (var sink in sinks)
        {
            session.Add(sink);
        }

        return session;
    }

    private void Greet(LiveFront front, LocalServer server, LiveOutputs outputs)
    {
        terminal.Output.WriteLine($"Your shielded picture: {server.AddressOf(LiveRoutes.Picture)}");
        terminal.Output.WriteLine($"Your control page:     {(terminal.HasKeys ? "press o, or run" : "run")} 'streamshield page'{(first.Port is null && server.Port == LiveFront.DefaultPort ? "" : $" --port {server.Port}")}; with --addresses it tells those for an OBS dock and for buttons.");
        terminal.Output.WriteLine("Open the picture in OBS (Media Source, untick Local File; for a Browser Source write watch in place of out.mjpg), VLC or a browser on this computer. Keep the address to yourself.");
        foreach (var line in outputs.Lines)
        {
            terminal.Output.WriteLine(line);
        }

        if (terminal.HasKeys)
        {
            terminal.Output.WriteLine("Keys: p hides everything at once (p again: back), + and - change the strength, c confirms a moved camera, o opens the control page, q stops.");
        }

        terminal.Output.Flush();
        if (first.OpenPage && front.HasUser)
        {
            front.OpenPage();
        }
    }

    private async Task WatchAsync(ShieldSession session, LiveControl control, LiveFront front, LiveMeter meter, MeteredSink metered, CancellationToken stop)
    {
        var announced = false;
        using var timer = new PeriodicTimer(Tick, terminal.Time);
        var tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
        while (!stop.IsCancellationRequested && control.Next is null && !Reached(session))
        {
            meter.Sample();
            var status = meter.Now();
            _view.Show(status);
            front.Desktop?.Show(status);
            if (!announced)
            {
                await Task.WhenAny(tick, metered.FirstLive);
                if (metered.FirstLive.IsCompleted)
                {
                    announced = true;
                    _ = front.Server?.RehearseAsync();
                    _view.Say($"Live after {SinceProcessStart().TotalSeconds:0.0} s.");
                }
            }

            await tick;
            if (front.Guarding is { IsFaulted: true } wrong)
            {
                await wrong;
            }

            tick = timer.WaitForNextTickAsync(CancellationToken.None).AsTask();
        }
    }

    private bool Reached(ShieldSession session) =>
        (first.Frames is { } frames && session.Counters.Shielded >= frames)
        || (first.Seconds is { } seconds && terminal.Time.GetElapsedTime(_began).TotalSeconds >= seconds);

    private TimeSpan SinceProcessStart()
    {
        using var process = Process.GetCurrentProcess();
        return terminal.Time.GetUtcNow() - process.StartTime.ToUniversalTime();
    }
}
