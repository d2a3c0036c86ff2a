using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using StreamShield.App.Http;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Storage;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.EndToEnd;

/// <summary>What other programs of the same user could learn from the running program's memory, environment and debugging doors: nothing.</summary>
[Collection(EndToEndTests.Name)]
public sealed class ClosedDoorsTests
{
    private const string Needed = "Linux and the built program are needed";
    private const string Password = "a password that nobody may see";

    /// <summary>Any library that the program has no use for.</summary>
    private const string Profiler = "libanl.so.1";

    /// <summary>As whoever has set nothing starts it: the runtime then opens its doors by itself.</summary>
    private static Dictionary<string, string?> Usual => new()
    {
        ["DOTNET_EnableDiagnostics"] = null,
        ["STREAMSHIELD_OBS_PASSWORD"] = Password,
    };

    [Fact]
    public async Task No_door_of_the_runtime_is_open()
    {
        Assert.SkipUnless(ShieldProcess.CanRun, Needed);
        using var world = new ProcessWorld(11);
        using var process = world.StartLive(Usual);
        await process.AddressAsync();
        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Temp, "dotnet-diagnostic-*"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Temp, "clr-debug-pipe-*"));
    }

    [Fact]
    public async Task A_profiler_is_not_loaded()
    {
        var library = ((string[])["/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64", "/usr/lib"]).Select(folder => Path.Combine(folder, Profiler)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(!ShieldProcess.CanRun || library is null, $"{Needed}, and {Profiler}");
        using var world = new ProcessWorld(12);
        using var process = world.StartLive(new(Usual) { ["CORECLR_ENABLE_PROFILING"] = "1", ["CORECLR_PROFILER"] = "{B79A7D08-9B6C-4B1D-8F43-7A9B8C2B4D10}", ["CORECLR_PROFILER_PATH"] = library });
        await process.AddressAsync();
        Assert.DoesNotContain(Profiler, await File.ReadAllTextAsync($"/proc/{process.Id}/maps"), StringComparison.Ordinal);
    }

    /// <summary>
    /// Everybody on the computer reads arguments, and the user's other programs environments. The page's window is opened with a code that works once, never with a token.
    /// </summary>
    [Fact]
    public async Task No_secret_is_in_an_argument_or_an_environment()
    {
        Assert.SkipUnless(ShieldProcess.CanRun, Needed);
        using var world = new ProcessWorld(13);
        using var process = world.StartLive(Usual);
        var stream = await process.AddressAsync();
        var run = RunFile.All(UserFolders.Data).Single(run => run.Port == stream.Port);
        using var opening = world.Start(BrowserThatTells(world), "page", "--port", $"{stream.Port}");
        Assert.Equal(0, await opening.ExitCodeAsync());
        var told = await UntilToldAsync(world);
        Assert.SkipWhen(IsClosed($"/proc/{process.Id}/environ"), "the system shows nobody this environment");
        var seen = process.Helpers.Prepend(process.Id).SelectMany(id => (string?[])[Of(id, "environ"), Of(id, "cmdline")]).OfType<string>().Append(told).ToList();
        Assert.True(seen.Count > 4, "no helper runs");
        foreach (var secret in (string[])[Password, run.Control, run.Door, stream.AbsolutePath])
        {
            Assert.All(seen, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }

        // What the browser was given opens the page once, for whoever comes first, and is of no use to who comes later.
        var code = told.Split('\n')[0].Split('#')[1];
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, await EnterAsync());
        Assert.Equal(HttpStatusCode.Forbidden, await EnterAsync());

        async Task<HttpStatusCode> EnterAsync()
        {
            using var body = new StringContent($$"""{"code":"{{code}}"}""", new MediaTypeHeaderValue("application/json"));
            using var answer = await http.PostAsync(new Uri(stream, "/enter"), body);
            return answer.StatusCode;
        }
    }

    /// <summary>Neither itself nor a helper, which holds raw frames as well, leaves more than a byte.</summary>
    [Fact]
    public async Task A_crash_leaves_no_memory_on_disk()
    {
        Assert.SkipUnless(ShieldProcess.CanRun, Needed);
        using var world = new ProcessWorld(14);
        using var process = world.StartLive(Usual);
        await process.AddressAsync();
        var limits = process.Helpers.Prepend(process.Id).Select(id => Of(id, "limits")).OfType<string>().ToList();
        Assert.NotEmpty(limits);
        Assert.All(limits, limit =>
        {
            var line = limit.Split('\n').First(line => line.StartsWith("Max core file size", StringComparison.Ordinal));
            Assert.Equal(["1", "1", "bytes"], line["Max core file size".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        });
    }

    /// <summary>A process that may not be dumped belongs to root in /proc: another program of the same user reads neither its memory nor its environment. Root can, so this needs an ordinary user.</summary>
    [Fact]
    public async Task Other_programs_of_the_user_do_not_read_its_memory()
    {
        Assert.SkipWhen(!ShieldProcess.CanRun || Environment.IsPrivilegedProcess, $"{Needed}, and a user who is not root");
        using var world = new ProcessWorld(15);
        using var process = world.StartLive(Usual);
        await process.AddressAsync();
        Assert.True(IsClosed($"/proc/{process.Id}/environ"));
        Assert.True(IsClosed($"/proc/{process.Id}/mem"));
    }

    /// <summary>Read back from the system: "dd" is "do not dump".</summary>
    [Theory]
    [InlineData(640, 360)]
    [InlineData(1920, 1080)]
    public void Buffers_of_frames_are_left_out_of_dumps(int width, int height)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux says so, other systems do not");
        using var pool = new FramePool(new FrameSize(width, height));
        using var frame = pool.Rent();
        using var matte = new Matte(width, height);
        Assert.Contains("dd", FlagsAt(frame.Pixels));
        Assert.Contains("dd", FlagsAt(matte.Alpha));
    }

    private static unsafe string[] FlagsAt(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            var found = false;
            foreach (var line in File.ReadLines("/proc/self/smaps"))
            {
                var range = line.Split(' ')[0].Split('-');
                if (range.Length == 2 && ulong.TryParse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var from) && ulong.TryParse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var to))
                {
                    found = (ulong)first >= from && (ulong)first < to;
                }
                else if (found && line.StartsWith("VmFlags:", StringComparison.Ordinal))
                {
                    return line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                }
            }
        }

        return [];
    }

    /// <summary>What the system says of a process; null for one that has ended meanwhile.</summary>
    /// <summary>Variables for a screen and a browser that only writes down what it was given.</summary>
    private static Dictionary<string, string?> BrowserThatTells(ProcessWorld world)
    {
        var folder = Directory.CreateDirectory(Path.Combine(world.Temp, "bin")).FullName;
        var browser = Path.Combine(folder, "microsoft-edge");
        File.WriteAllText(browser, $"#!/bin/sh\n{{ echo \"$@\"; env; }} > {Told(world)}.part && mv {Told(world)}.part {Told(world)}\n");
        TempFolder.SetMode(browser, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new(Usual) { ["DISPLAY"] = ":0", ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}" };
    }

    private static string Told(ProcessWorld world) => Path.Combine(world.Temp, "told");

    private static async Task<string> UntilToldAsync(ProcessWorld world)
    {
        for (var tries = 0; !File.Exists(Told(world)) && tries < 600; tries++)
        {
            await Task.Delay(50);
        }

        return await File.ReadAllTextAsync(Told(world));
    }

    private static string? Of(int process, string what)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{process}/{what}"));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsClosed(string file)
    {
        try
        {
            using var opened = File.OpenRead(file);
            return opened.ReadByte() == -2;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return true;
        }
    }
}
