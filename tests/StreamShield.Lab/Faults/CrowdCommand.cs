using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using StreamShield.Core.Threading;
using StreamShield.Devices.Tools;
using StreamShield.Tests.App;
using StreamShield.Tests.App.Desktop;

namespace StreamShield.Lab.Faults;

/// <summary>
/// <c>crowd N [PRESSES]</c>: N connections of this computer to the real program, idle, half a request or a wrong token, each opened anew when it is dropped; meanwhile the panic button by key, by its address and by the page. Prints how
/// long it took from the press until a viewer of the stream had the slate.
/// </summary>
internal static class CrowdCommand
{
    private static readonly ManualResetEventSlim Pause = new();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Runs and prints.</summary>
    /// <returns>Exit code: 1 when a slate did not come, or the button was not answered.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length is < 1 or > 2 || !int.TryParse(args[0], CultureInfo.InvariantCulture, out var size))
        {
            Console.Error.WriteLine("Say crowd N [PRESSES].");
            return 2;
        }

        var presses = int.Parse(args.ElementAtOrDefault(1) ?? "30", CultureInfo.InvariantCulture);
        using var screen = new Screen();
        var hasKeys = Screen.Missing is null && ExternalTool.Find("xdotool") is not null && ExternalTool.Find("script") is not null;
        if (hasKeys)
        {
            await screen.StartAsync();
        }

        using var keyboard = hasKeys ? screen.Start("xdotool", ["-"], takesWords: true) : null;
        await using var program = await RunningProgram.StartAsync("pattern", ["--port", "0", "--panic-key", "ctrl+alt+p"], hasKeys ? screen.Display : null);
        using var viewer = new SlateViewer(program.Picture);
        (string Name, Action<bool> Press)[] ways =
        [
            ("address of the button", ByAddress),
            ("page", on => Answered(PlainHttp.Post(program.Port, $"/{program.Control}/panic", $$"""{"on":{{(on ? "true" : "false")}}}"""))),
        ];
        if (hasKeys)
        {
            ways = [.. ways, ("key p in the terminal", _ => program.Press('p')), ("panic key of X11", PanicKey)];
        }

        ways[0].Press(true);
        Wait(() => viewer.Same >= 5, "slate");
        viewer.Learn();
        ways[0].Press(false);
        Wait(() => !viewer.ShowsSlate, "picture");
        foreach (var crowd in (int[])[0, size])
        {
            using var people = new Crowd(program.Port, crowd);
            foreach (var (name, press) in ways)
            {
                Tell($"{crowd} connections ({people.Dropped} dropped and opened anew so far), {name}", Measure(viewer, press, presses));
            }
        }

        return 0;

        void ByAddress(bool on) => Answered(PlainHttp.Post(program.Port, $"/panic?token={program.Control}&on={(on ? 1 : 0)}", ""));

        void PanicKey(bool on)
        {
            // It only hides.
            if (on)
            {
                keyboard!.StandardInput.WriteLine("key ctrl+alt+p");
                keyboard.StandardInput.Flush();
            }
            else
            {
                ByAddress(on: false);
            }
        }
    }

    /// <summary>On a thread of its own, which the crowd's does not delay.</summary>
    private static List<double> Measure(SlateViewer viewer, Action<bool> press, int presses)
    {
        var times = new List<double>();
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            Urgency.Raise();
            try
            {
                PressAll(times, viewer, press, presses);
            }
            catch (Exception e) when (e is InvalidOperationException or SocketException or IOException)
            {
                failure = e;
            }
        });
        thread.Start();
        return thread.Join(TimeSpan.FromMinutes(10)) && failure is null ? times : throw new InvalidOperationException(failure?.Message ?? "The presses took more than ten minutes.", failure);
    }

    private static void PressAll(List<double> times, SlateViewer viewer, Action<bool> press, int presses)
    {
        for (var i = 0; i < presses; i++)
        {
            viewer.Forget();
            var pressed = Stopwatch.GetTimestamp();
            press(true);
            Wait(() => viewer.SlateAt != 0, "slate");
            times.Add(Stopwatch.GetElapsedTime(pressed, viewer.SlateAt).TotalMilliseconds);
            press(false);
            Wait(() => !viewer.ShowsSlate, "picture");
            Pause.Wait(100 + (i * 7 % 60));
        }
    }

    private static void Answered(int status)
    {
        if (status != 200)
        {
            throw new InvalidOperationException($"The button was answered with {status}.");
        }
    }

    private static void Wait(Func<bool> condition, string what)
    {
        for (var began = Stopwatch.GetTimestamp(); !condition(); Pause.Wait(1))
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new InvalidOperationException($"The {what} did not come within {Patience.TotalSeconds:0} s.");
            }
        }
    }

    private static void Tell(string what, List<double> times)
    {
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: the slate at the viewer after p50 {times[times.Count / 2]:0.0} ms, p95 {times[times.Count * 95 / 100]:0.0} ms, most {times[^1]:0.0} ms ({times.Count} times)"));
    }

    /// <summary>So many connections that show no valid token, kept up by a thread.</summary>
    private sealed class Crowd : IDisposable
    {
        private readonly int _port;
        private readonly Socket?[] _sockets;
        private readonly Thread _thread;
        private readonly ManualResetEventSlim _first = new();
        private volatile bool _over;
        private int _dropped;

        public Crowd(int port, int size)
        {
            _port = port;
            _sockets = new Socket?[size];
            _thread = new Thread(Keep) { IsBackground = true };
            _thread.Start();
            _first.Wait();
        }

        public int Dropped => Volatile.Read(ref _dropped);

        public void Dispose()
        {
            _over = true;
            _thread.Join(TimeSpan.FromSeconds(30));
            Array.ForEach(_sockets, static socket => socket?.Dispose());
        }

        private void Keep()
        {
            while (!_over)
            {
                for (var i = 0; i < _sockets.Length && !_over; i++)
                {
                    if (_sockets[i] is { } socket && socket.Poll(0, SelectMode.SelectRead))
                    {
                        socket.Dispose();
                        _sockets[i] = null;
                        _dropped++;
                    }

                    _sockets[i] ??= Open(i);
                }

                _first.Set();
                Pause.Wait(1);
            }
        }

        private Socket? Open(int nth)
        {
            try
            {
                var socket = PlainHttp.Connect(_port);
                socket.Send(Encoding.ASCII.GetBytes((nth % 4) switch
                {
                    0 => "",
                    1 => "GET /",
                    2 => $"POST /panic?token=wrong{nth}&on=0 HTTP/1.1\r\nHost: localhost:{_port}\r\n",
                    _ => "\0\0\0",
                }));
                return socket;
            }
            catch (SocketException)
            {
                return null;
            }
        }
    }
}
