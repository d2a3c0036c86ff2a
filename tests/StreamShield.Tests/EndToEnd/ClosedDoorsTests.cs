using System.Globalization;
using System.Text;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

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

    [Fact]
    public async Task The_password_is_in_no_environment()
    {
        Assert.SkipUnless(ShieldProcess.CanRun, Needed);
        using var world = new ProcessWorld(13);
        using var process = world.StartLive(Usual);
        await process.AddressAsync();
        Assert.SkipWhen(IsClosed($"/proc/{process.Id}/environ"), "the system shows nobody this environment");
        var environments = process.Helpers.Prepend(process.Id).Select(id => Of(id, "environ")).OfType<string>().ToList();
        Assert.NotEmpty(environments);
        Assert.All(environments, environment => Assert.DoesNotContain(Password, environment, StringComparison.Ordinal));
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
