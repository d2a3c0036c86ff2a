using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using StreamShield.App.Http;
using StreamShield.Core.Storage;

namespace StreamShield.Lab.Sound.Live;

/// <summary>A running <see cref="ProgramUnderTest"/>, as its user and OBS have it: its output, its addresses, its end.</summary>
internal sealed class LiveProcess : IDisposable
{
    private const string Address = "Your shielded picture: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new() { Timeout = Patience };
    private readonly Process _process;
    private readonly ConcurrentQueue<long> _flashes = [];
    private readonly TaskCompletionSource<Uri> _picture = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts the program.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="flashed">Called as soon as a frame with the flash was handed over.</param>
    public LiveProcess(IEnumerable<string> arguments, Action flashed)
    {
        // This program again, also when it was started as 'dotnet StreamShield.Lab.dll'.
        var program = Path.Combine(AppContext.BaseDirectory, Path.GetFileNameWithoutExtension(typeof(LiveProcess).Assembly.Location) + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["sound", ProgramUnderTest.Verb, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Take(line.Data, flashed);
        _process.BeginOutputReadLine();
    }

    /// <summary>When frames with the flash were handed over, as time stamps of <see cref="Stopwatch"/>.</summary>
    public IReadOnlyCollection<long> Flashes => _flashes;

    /// <summary>The address of the shielded picture, once it is there.</summary>
    public Task<Uri> PictureAsync() => _picture.Task.WaitAsync(Patience);

    /// <summary>What /state.json says.</summary>
    public async Task<JsonElement> StateAsync()
    {
        using var state = JsonDocument.Parse(await _http.GetStringAsync(Beside("/state.json", await PictureAsync())));
        return state.RootElement.Clone();
    }

    /// <summary>Presses the panic button or lets it go.</summary>
    /// <returns>When the program had answered.</returns>
    public async Task<long> PanicAsync(bool on)
    {
        using var nothing = new StringContent("", Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(await ButtonAsync(on), nothing);
        var now = Stopwatch.GetTimestamp();
        answer.EnsureSuccessStatusCode();
        return now;
    }

    /// <summary>Lets it end as after Ctrl-C.</summary>
    public async Task EndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        _http.Dispose();
    }

    /// <summary>The picture's token does not press buttons: the run's own file has the one that does.</summary>
    private async Task<Uri> ButtonAsync(bool on)
    {
        var port = (await PictureAsync()).Port;
        return RunFile.All(UserFolders.Data).First(run => run.Port == port).At($"panic?on={(on ? 1 : 0)}");
    }

    private static Uri Beside(string path, Uri picture) => new UriBuilder(picture) { Path = path }.Uri;

    private void Take(string? line, Action flashed)
    {
        if (line is null)
        {
            _picture.TrySetException(new InvalidOperationException("The program has ended."));
        }
        else if (line.StartsWith(FlashCamera.Word, StringComparison.Ordinal))
        {
            _flashes.Enqueue(long.Parse(line[FlashCamera.Word.Length..], CultureInfo.InvariantCulture));
            flashed();
        }
        else if (line.StartsWith(Address, StringComparison.Ordinal))
        {
            _picture.TrySetResult(new Uri(line[Address.Length..]));
        }
    }
}
