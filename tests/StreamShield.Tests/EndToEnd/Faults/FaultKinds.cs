using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.People;
using StreamShield.Core.Settings;
using StreamShield.Core.Zones;
using StreamShield.Tests.App.Page;

namespace StreamShield.Tests.EndToEnd.Faults;

/// <summary>Every kind of fault, each begun at once and ended by itself after a while; any of them may overlap.</summary>
internal sealed class FaultKinds(PageRig rig, Random random, ShiftedTime time, ManualResetEvent go) : IDisposable
{
    private readonly CameraFaults _camera = new(rig, go);
    private int _model;
    private int _openFault;
    private int _rooms;
    private int _diskIsBroken;

    /// <summary>What the model does now.</summary>
    public ModelFault Model => (ModelFault)Volatile.Read(ref _model);

    /// <summary>All kinds that one process can do to itself.</summary>
    public (string Name, Func<TimeSpan, Task> Do)[] All =>
    [
        ("model refuses", For(ModelFault.Refuses)), ("model throws", For(ModelFault.Throws)), ("model does nothing", For(ModelFault.DoesNothing)),
        ("model answers another frame", For(ModelFault.AnswersAnotherFrame)), ("model half answers", For(ModelFault.HalfAnswers)), ("model is slow", For(ModelFault.IsSlow)), ("model hangs", For(ModelFault.Hangs)),
        ("model gives no numbers", NoNumbersAsync), ("model is exchanged", _ => Now(() => rig.Live.Session.Pipeline.UseModel(() => rig.Live.Open()))), ("model cannot be opened", OpenFailsAsync(1)),
        ("model hangs in opening", OpenFailsAsync(2)), .. _camera.All,
        ("settings storm", _ => StormAsync()), ("changes over HTTP", _ => ChangeAsync()), ("wrong changes", _ => WrongAsync()), ("output off", OutputOffAsync),
        ("slow viewer", SlowViewerAsync), ("broken viewers", _ => BrokenViewersAsync()), ("idle connections", IdleAsync), ("garbage", _ => GarbageAsync()), ("previews", PreviewAsync),
        ("rooms", _ => RoomsAsync()), ("plate capture", PlateAsync), ("clock jumps", _ => Now(() => time.Jump(TimeSpan.FromSeconds(random.NextDouble() * 5)))),
        ("date is set", _ => Now(() => time.SetDate(TimeSpan.FromHours((random.NextDouble() * 48) - 24)))), ("memory pressure", MemoryAsync), ("disk refuses", DiskAsync),
    ];

    /// <summary>Stops the whole process for a moment, as a debugger, a closed lid or a starved computer does.</summary>
    public static async Task StopAndContinueAsync(TimeSpan length)
    {
        var id = Environment.ProcessId;
        using var shell = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -STOP {id}; sleep {length.TotalSeconds:0.000}; kill -CONT {id}")]);
        await shell.WaitForExitAsync();
    }

    /// <summary>Puts the switches of the camera and the model's opening into the rig.</summary>
    public void Attach(Func<ISegmenter> open)
    {
        rig.Live.Open = () => Volatile.Read(ref _openFault) switch
        {
            1 => throw new ShieldException(SlateReason.ModelFailed, "The test's model is missing."),
            2 => Opened(go.WaitOne(TimeSpan.FromSeconds(1))),
            _ => Opened(true),
        };
        _camera.Attach();

        FaultyModel Opened(bool _) => new(open(), () => Model, go);
    }

    /// <summary>Everything as it should be.</summary>
    public void Clear()
    {
        Volatile.Write(ref _model, 0);
        Volatile.Write(ref _openFault, 0);
        _camera.Clear();
        rig.Live.Source.WhiteCorner = static _ => false;
        rig.Live.Session.Outlet.Panic = false;
        foreach (var pump in rig.Live.Session.Pumps)
        {
            pump.On = true;
        }
    }

    /// <summary>Helper processes that were killed.</summary>
    public int Killed => _camera.Killed;

    public void Dispose() => _camera.Dispose();

    private static Task Now(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private Func<TimeSpan, Task> For(ModelFault fault) => async length =>
    {
        Volatile.Write(ref _model, (int)fault);
        await Task.Delay(length);
        Interlocked.CompareExchange(ref _model, 0, (int)fault);
    };

    private Func<TimeSpan, Task> OpenFailsAsync(int fault) => async length =>
    {
        Volatile.Write(ref _openFault, fault);
        rig.Live.Session.Pipeline.UseModel(() => rig.Live.Open());
        await Task.Delay(length);
        Interlocked.CompareExchange(ref _openFault, 0, fault);
    };

    private async Task NoNumbersAsync(TimeSpan length)
    {
        rig.Live.Source.WhiteCorner = static _ => true;
        await Task.Delay(length);
        rig.Live.Source.WhiteCorner = static _ => false;
    }

    private ShieldSettings Settings() => new()
    {
        Effect = random.Next(2) == 0 ? "solid" : "blur",
        Colour = Room.Solid,
        Strength = random.Next(30, 101),
        People = PeopleChoice.Everyone,
        Zones = [.. Enumerable.Range(0, random.Next(4)).Select(i => new Zone { Name = $"z{i}", Kind = ZoneKind.Hide, Shape = new RectangleShape(random.NextDouble(), random.NextDouble(), 0.1, 0.1) })],
    };

    private async Task StormAsync()
    {
        for (var i = 0; i < 20; i++)
        {
            rig.Live.Session.Pipeline.Apply(Settings());
            await Task.Yield();
        }
    }

    private Task ChangeAsync() => AskAsync("PUT", "settings", $$"""{"effect":"{{(random.Next(2) == 0 ? "solid" : "blur")}}","strength":{{random.Next(30, 101)}}}""");

    private async Task WrongAsync()
    {
        foreach (var body in (string[])["""{"effect":"none"}""", """{"strength":1e9}""", "[", """{"zones":[{}]}""", """{"Zones":[]}""", new string('[', 5000)])
        {
            await AskAsync("PUT", "settings", body);
        }
    }

    private async Task OutputOffAsync(TimeSpan length)
    {
        // Not the stream's: an output that is off shows the panic's slate, which the viewers wait for.
        var pump = rig.Live.Session.Pumps[0];
        pump.On = false;
        await Task.Delay(length);
        pump.On = true;
    }

    private async Task SlowViewerAsync(TimeSpan length)
    {
        using var socket = await ConnectAsync($"GET /out.mjpg?token={rig.Secrets.Picture.Text} HTTP/1.1\r\nHost: localhost:{rig.Server.Port}\r\n\r\n");
        await Task.Delay(length);
    }

    private async Task BrokenViewersAsync()
    {
        for (var i = 0; i < 5; i++)
        {
            using var socket = await ConnectAsync($"GET /out.mjpg?token={rig.Secrets.Picture.Text} HTTP/1.1\r\nHost: localhost:{rig.Server.Port}\r\n\r\n");
            socket.LingerState = new LingerOption(true, 0);
        }
    }

    private async Task IdleAsync(TimeSpan length)
    {
        var crowd = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => ConnectAsync("GET /")));
        await Task.Delay(length);
        Array.ForEach(crowd, socket => socket.Dispose());
    }

    private async Task GarbageAsync()
    {
        var bytes = new byte[600];
        random.NextBytes(bytes);
        foreach (var words in (string[])[Encoding.Latin1.GetString(bytes), "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n", "GET " + new string('/', 20000), "\0\0\0\0"])
        {
            using var socket = await ConnectAsync(words);
        }
    }

    private async Task PreviewAsync(TimeSpan length)
    {
        var view = ((string[])["output", "matte", "zones", "leak"])[random.Next(4)];
        try
        {
            using var answer = await rig.Http.GetAsync(rig.At($"preview.mjpg?view={view}&width=160&fps=5"), HttpCompletionOption.ResponseHeadersRead);
            await Task.Delay(length);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // Too many at once.
        }
    }

    private async Task RoomsAsync()
    {
        var name = $"room {Interlocked.Increment(ref _rooms)}";
        await AskAsync("POST", "rooms", $$"""{"name":"{{name}}"}""");
        await AskAsync("POST", "rooms", $$"""{"name":"{{name}} b","copyOf":"{{name}}"}""");
        await AskAsync("POST", "save", "{}");
        await AskAsync("DELETE", $"rooms/{Uri.EscapeDataString(name)}", "{}");
        await AskAsync("DELETE", $"rooms/{Uri.EscapeDataString(name + " b")}", "{}");
    }

    private async Task PlateAsync(TimeSpan length)
    {
        await AskAsync("POST", "plate/capture", """{"seconds":5}""");
        await Task.Delay(length);
        await AskAsync("DELETE", "plate/capture", "{}");
    }

    /// <summary>As a full or broken disk: whatever is stored meanwhile cannot be.</summary>
    private async Task DiskAsync(TimeSpan length)
    {
        if (Interlocked.Exchange(ref _diskIsBroken, 1) != 0)
        {
            return;
        }

        rig.BreakDisk();
        await Task.Delay(length);
        rig.MendDisk();
        Volatile.Write(ref _diskIsBroken, 0);
    }

    private async Task MemoryAsync(TimeSpan length)
    {
        var held = Enumerable.Range(0, 16).Select(_ => new byte[1 << 20]).ToArray();
        await Task.Delay(length);
        GC.KeepAlive(held);
    }

    /// <summary>Whatever the answer is: it must not be a failure of ours, which the rig keeps.</summary>
    private async Task AskAsync(string method, string path, string body)
    {
        try
        {
            using var answer = await rig.TryAsync(method, path, body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // Refused in the rush.
        }
    }

    private async Task<Socket> ConnectAsync(string words)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, rig.Server.Port);
            await socket.SendAsync(Encoding.Latin1.GetBytes(words));
        }
        catch (SocketException)
        {
            // Dropped.
        }

        return socket;
    }
}
