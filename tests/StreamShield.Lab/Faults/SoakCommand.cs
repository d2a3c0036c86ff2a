using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StreamShield.Lab.Faults;

/// <summary>
/// <c>soak MINUTES [STORM] [SEED]</c>: the real program on the demo clip, under a storm of changes (effects, zones, models, cameras, rooms, plates, previews, viewers, pages, panics, wrong requests) for the first STORM
/// minutes (30), then as it is used, with a viewer, a page and a preview. Prints memory, open files and threads every minute.
/// </summary>
internal static class SoakCommand
{
    private static readonly string[] Looks = ["blur", "solid", "decoy", "pixelate"];

    /// <summary>Runs and prints.</summary>
    /// <returns>Exit code: 1 when the program has died or answered with a failure of its own.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length is < 1 or > 3 || !double.TryParse(args[0], CultureInfo.InvariantCulture, out var minutes))
        {
            Console.Error.WriteLine("Say soak MINUTES [STORM MINUTES] [SEED].");
            return 2;
        }

        var storm = TimeSpan.FromMinutes(double.Parse(args.ElementAtOrDefault(1) ?? "30", CultureInfo.InvariantCulture));
        var seed = int.Parse(args.ElementAtOrDefault(2) ?? "1", CultureInfo.InvariantCulture);
        await using var program = await RunningProgram.StartAsync(Path.GetFullPath("samples/demo.mp4"), ["--port", "0", "--size", "640x360", "--fps", "15"]);
        using var gone = new CancellationTokenSource();
        var began = Stopwatch.GetTimestamp();
        var counts = new Counts();
        var table = TableAsync(program, counts, began, gone.Token);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => StormAsync(program, new Random((seed * 3) + i), counts, () => Stopwatch.GetElapsedTime(began) < storm)));
        Console.WriteLine("The storm is over: one viewer, one page, one preview.");
        var users = ((Uri[])[program.Picture, program.At("events"), program.At("preview.mjpg?view=matte&width=320&fps=5")]).Select(address => ReadAsync(program, address, gone.Token)).ToList();
        var left = TimeSpan.FromMinutes(minutes) - Stopwatch.GetElapsedTime(began);
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        await gone.CancelAsync();
        await Task.WhenAll([table, .. users]);
        Console.WriteLine($"{counts.Changes} changes, {counts.Failed} answered with a failure of ours, {counts.Unanswered} not answered");
        return counts.Failed == 0 ? 0 : 1;
    }

    private static async Task TableAsync(RunningProgram program, Counts counts, long began, CancellationToken gone)
    {
        Console.WriteLine("minute  resident MB  own MB  files  threads  changes");
        while (!gone.IsCancellationRequested)
        {
            var (resident, own, handles, threads) = program.Held();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(began).TotalMinutes,6:0.0}  {resident,11:0.0}  {own,6:0.0}  {handles,5}  {threads,7}  {counts.Changes,7}"));
            await Task.WhenAny(Task.Delay(TimeSpan.FromMinutes(1), gone));
        }
    }

    private static async Task StormAsync(RunningProgram program, Random random, Counts counts, Func<bool> goesOn)
    {
        while (goesOn())
        {
            counts.Add(await OneAsync(program, random, counts));
            await Task.Delay(random.Next(10, 150));
        }
    }

    /// <summary>Any one thing that a user, a page or a viewer does.</summary>
    private static async Task<int> OneAsync(RunningProgram program, Random random, Counts counts)
    {
        var room = $"room {random.Next(12)}";
        switch (random.Next(16))
        {
            case 0 or 1 or 2:
                return await program.SendAsync("PUT", "settings", $$"""{"effect":"{{Looks[random.Next(Looks.Length)]}}","strength":{{random.Next(101)}},"seed":{{random.Next(1000)}}}""");
            case 3 or 4:
                return await program.SendAsync("PUT", "settings", $$"""{"zones":[{{string.Join(',', Enumerable.Range(0, random.Next(5)).Select(i => Zone(random, i)))}}]}""");
            case 5:
                return await program.SendAsync("PUT", "model", random.Next(2) == 0 ? """{"model":"fine"}""" : """{"model":null}""");
            case 6:
                return await program.SendAsync("PUT", "source", $$"""{"camera":"{{Path.GetFullPath("samples/demo.mp4")}}"}""");
            case 7:
                counts.Add(await program.SendAsync("POST", "rooms", $$"""{"name":"{{room}}"}"""));
                return await program.SendAsync("POST", $"rooms/{Uri.EscapeDataString(room)}/use", """{"withoutPlate":true}""");
            case 8:
                return await program.SendAsync("DELETE", $"rooms/{Uri.EscapeDataString(room)}");
            case 9:
                counts.Add(await program.SendAsync("POST", "plate/capture", """{"seconds":0}"""));
                await Task.Delay(random.Next(2000));
                return await program.SendAsync("DELETE", "plate/capture");
            case 10 or 11:
                var addresses = (Uri[])[program.Picture, program.At("events"), .. ((string[])["output", "matte", "zones", "leak"]).Select(view => program.At($"preview.mjpg?view={view}&width=320&fps=10"))];
                using (var leaves = new CancellationTokenSource(random.Next(50, 1500)))
                {
                    await ReadAsync(program, addresses[random.Next(addresses.Length)], leaves.Token);
                }

                return 200;
            case 12:
                counts.Add(await program.SendAsync("POST", "panic", """{"on":true}"""));
                return await program.SendAsync("POST", "panic", """{"on":false}""");
            case 13:
                return await program.SendAsync("PUT", "settings", ((string[])["[", """{"strength":1e9}""", """{"Zones":[]}""", """{"effect":"none"}"""])[random.Next(4)]);
            case 14:
                return await program.SendAsync("GET", ((string[])["", "main.js", "state", "strengths", "rooms", "help", "devices"])[random.Next(7)]);
            default:
                await GarbageAsync(program, random);
                return 200;
        }
    }

    private static string Zone(Random random, int nth)
    {
        var effect = random.Next(2) == 0 ? "" : $$""","effect":"{{Looks[random.Next(Looks.Length)]}}","strength":{{random.Next(101)}}""";
        return string.Create(CultureInfo.InvariantCulture, $$"""{"name":"z{{nth}}","kind":"{{(random.Next(2) == 0 ? "hide" : "keep")}}","shape":"ellipse","centreX":{{random.NextDouble():0.000}},"centreY":{{random.NextDouble():0.000}},"radiusX":0.2,"radiusY":0.3,"feather":{{random.NextDouble() / 5:0.000}}{{effect}}}""");
    }

    /// <summary>Looks at a stream until it is time to leave.</summary>
    private static async Task ReadAsync(RunningProgram program, Uri address, CancellationToken leaves)
    {
        try
        {
            using var stream = await program.Http.GetStreamAsync(address, leaves);
            await stream.CopyToAsync(Stream.Null, leaves);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // Time to go, or too many at once.
        }
    }

    private static async Task GarbageAsync(RunningProgram program, Random random)
    {
        var bytes = new byte[300];
        random.NextBytes(bytes);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, program.Port);
            await socket.SendAsync(random.Next(2) == 0 ? bytes : Encoding.ASCII.GetBytes("GET / HT"));
        }
        catch (SocketException)
        {
            // Dropped.
        }
    }

    private sealed class Counts
    {
        private int _changes;
        private int _failed;
        private int _unanswered;

        public int Changes => Volatile.Read(ref _changes);

        public int Failed => Volatile.Read(ref _failed);

        public int Unanswered => Volatile.Read(ref _unanswered);

        public void Add(int status)
        {
            Interlocked.Increment(ref _changes);
            if (status >= 500 && status != 503)
            {
                Interlocked.Increment(ref _failed);
            }
            else if (status == 0)
            {
                Interlocked.Increment(ref _unanswered);
            }
        }
    }
}
