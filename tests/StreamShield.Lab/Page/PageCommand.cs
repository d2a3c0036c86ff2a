using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;
using StreamShield.Devices.Tools;

namespace StreamShield.Lab.Page;

/// <summary>
/// <c>page ADDRESS</c>: what a running program's control page costs, asked from outside over its own API. ADDRESS is the control page's, as <c>run --no-page</c> prints it;
/// nothing else is to look at that run meanwhile. Its effect is switched to and fro, and is at the end what it was.
/// </summary>
internal static class PageCommand
{
    private const int Loads = 20;
    private const int Changes = 60;
    private const int CpuSeconds = 20;

    /// <summary>Measures and prints.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length != 1 || !Uri.TryCreate(args[0], UriKind.Absolute, out var page) || !args[0].EndsWith('/'))
        {
            await Console.Error.WriteLineAsync("page ADDRESS: the control page's address, as 'streamshield run --no-page' prints it.");
            return 2;
        }

        using var http = new HttpClient { BaseAddress = page, Timeout = TimeSpan.FromSeconds(60) };
        var state = await StateAsync(http);
        Console.WriteLine($"{state.GetProperty("source").GetString()}, {state.GetProperty("size").GetString()} at {state.GetProperty("framesPerSecond").GetDouble():0.#} per second");
        await LoadAsync(page);
        await FirstPictureAsync(page);
        await ChangeAsync(http, page, state.GetProperty("settings").GetProperty("effect").GetString()!);
        await CpuAsync(http);
        return 0;
    }

    /// <summary>From the first request to the last of the page's files and its first state, on new connections.</summary>
    private static async Task LoadAsync(Uri page)
    {
        var times = new List<double>();

        // The server notices that a page has gone by its next event, and has places for a dozen.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var i = 0; i < Loads; i++)
        {
            await timer.WaitForNextTickAsync();
            using var http = new HttpClient { BaseAddress = page };
            var began = Stopwatch.GetTimestamp();
            var html = await http.GetStringAsync(new Uri("", UriKind.Relative));
            var files = html.Split('"').Where(part => part.EndsWith(".js", StringComparison.Ordinal) || part.EndsWith(".css", StringComparison.Ordinal)).Distinct();
            await Task.WhenAll([.. files.Select(file => http.GetByteArrayAsync(new Uri(file, UriKind.Relative))), FirstEventAsync(http)]);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        Tell("files and first state of the page", times);
    }

    /// <summary>From the click on the address to the first picture that Chromium shows, each time in a new window with nothing cached.</summary>
    private static async Task FirstPictureAsync(Uri page)
    {
        if (ExternalTool.Find("chromium") is not { } browser)
        {
            Console.WriteLine("The first picture was not measured: no chromium on PATH.");
            return;
        }

        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = browser, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        var times = new List<double>();
        for (var i = 0; i < Loads; i++)
        {
            await using var window = await chromium.NewContextAsync();
            await window.AddInitScriptAsync("localStorage.setItem('guide-seen', 'yes')");
            var tab = await window.NewPageAsync();
            await tab.GotoAsync(page.ToString(), new() { WaitUntil = WaitUntilState.Commit });
            var shown = await tab.WaitForFunctionAsync("() => document.querySelector('.stage > .picture')?.naturalWidth > 0 && performance.now()");
            times.Add(await shown.JsonValueAsync<double>());
        }

        Tell("first picture of the page in Chromium", times);
    }

    /// <summary>From a change's request to the first picture of the stream that shows it, its JPEG encoded, sent and decoded.</summary>
    private static async Task ChangeAsync(HttpClient http, Uri page, string effect)
    {
        var picture = new Uri(page, $"/out.mjpg?token={page.Segments[1].TrimEnd('/')}");
        await PutAsync(http, "decoy");
        using var stream = new JpegParts(await http.GetStreamAsync(picture));
        var times = new List<double>();
        var answers = new List<double>();
        for (var i = 0; i < Changes; i++)
        {
            // Where nothing moves within these pictures the mean of the upper left corner is steady.
            var before = await stream.NextCornerAsync();
            var began = Stopwatch.GetTimestamp();
            var change = AnswerAsync(i % 2 == 0 ? "solid" : "decoy");
            while (Math.Abs(await stream.NextCornerAsync() - before) < 4)
            {
            }

            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            answers.Add(await change);
            for (var settle = 0; settle < 5; settle++)
            {
                await stream.NextCornerAsync();
            }
        }

        await PutAsync(http, effect);
        Console.WriteLine(string.Join(' ', times.Select((time, i) => $"{time:0}/{answers[i]:0}")));
        Tell("control change to its answer", answers);
        Tell("control change to changed picture at a viewer", times);

        async Task<double> AnswerAsync(string next)
        {
            var began = Stopwatch.GetTimestamp();
            await PutAsync(http, next);
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
    }

    private static async Task CpuAsync(HttpClient http)
    {
        var without = await MeanCpuAsync(http);
        using var preview = await http.GetStreamAsync(new Uri("preview.mjpg", UriKind.Relative));
        using var gone = new CancellationTokenSource();
        var reading = preview.CopyToAsync(Stream.Null, gone.Token);
        var with = await MeanCpuAsync(http);
        await gone.CancelAsync();
        await reading.ContinueWith(static _ => { }, TaskScheduler.Default);
        Console.WriteLine($"CPU of one core: {without:0.0} % without a preview, {with:0.0} % with one (640 wide, 15 per second)");
    }

    private static async Task<double> MeanCpuAsync(HttpClient http)
    {
        var values = new List<double>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var i = 0; i < CpuSeconds + 2; i++)
        {
            await timer.WaitForNextTickAsync();
            values.Add((await StateAsync(http)).GetProperty("cpuPercent").GetDouble());
        }

        // The first samples still hold what was before.
        return values.Skip(2).Average();
    }

    private static async Task<JsonElement> StateAsync(HttpClient http)
    {
        using var state = JsonDocument.Parse(await http.GetStringAsync(new Uri("state", UriKind.Relative)));
        return state.RootElement.Clone();
    }

    private static async Task FirstEventAsync(HttpClient http)
    {
        using var events = new StreamReader(await http.GetStreamAsync(new Uri("events", UriKind.Relative)));
        await events.ReadLineAsync();
        await events.ReadLineAsync();
    }

    private static async Task PutAsync(HttpClient http, string effect)
    {
        using var content = new StringContent($$"""{"effect":"{{effect}}"}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(new Uri("settings", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    private static void Tell(string what, List<double> times)
    {
        times.Sort();
        Console.WriteLine($"{what}: p50 {times[times.Count / 2]:0} ms, p95 {times[times.Count * 95 / 100]:0} ms, max {times[^1]:0} ms ({times.Count} times)");
    }
}
