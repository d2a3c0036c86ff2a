using System.Runtime.InteropServices;

namespace StreamShield.App.Hosting;

/// <summary>
/// Closes the runtime's own doors into this process: the port through which any program of the same user asks for environment and dumps, the debugger's pipes, profilers. The runtime opens them before it runs
/// a line of ours and is told otherwise by its environment alone; so on Linux the program starts itself once more in its place, with the same process number. Whoever needs them sets
/// DOTNET_EnableDiagnostics to 1. This is the first that runs, and runs twice: so it uses little of the runtime.
/// </summary>
internal static unsafe partial class Diagnostics
{
    private const string Switch = "DOTNET_EnableDiagnostics";
    private const string Off = "0";
    private const string Self = "/proc/self/exe";

    /// <summary>Closes them; does not come back when the program had to start itself once more. Where the system refuses that, they stay open.</summary>
    public static void Close()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        switch (Environment.GetEnvironmentVariable(Switch))
        {
            case null:
                StartAnew();
                break;
            case Off:
                new Thread(RemoveDoors) { IsBackground = true, Name = "tidying" }.Start();
                break;
        }
    }

    private static void StartAnew()
    {
        try
        {
            var arguments = File.ReadAllBytes("/proc/self/cmdline");
            fixed (byte* words = arguments)
            fixed (byte** argv = Pointers(words, arguments))
            {
                // Under its own name, which system monitors show; under the other when that is gone.
                _ = SetEnv(Switch, Off, 1);
                _ = Execv(Environment.ProcessPath ?? Self, argv);
                _ = Execv(Self, argv);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A jail without /proc.
        }
    }

    /// <summary>Files that the first start has left, behind which nobody listens any more.</summary>
    private static void RemoveDoors()
    {
        try
        {
            foreach (var name in (string[])[$"dotnet-diagnostic-{Environment.ProcessId}-*", $"clr-debug-pipe-{Environment.ProcessId}-*"])
            {
                foreach (var door in Directory.EnumerateFiles(Path.GetTempPath(), name))
                {
                    File.Delete(door);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They only lie there.
        }
    }

    /// <summary>Where each text begins, and nothing at the end.</summary>
    private static byte*[] Pointers(byte* texts, byte[] bytes)
    {
        var count = bytes.AsSpan().Count((byte)0);
        var pointers = new byte*[count + 1];
        for (var (i, at) = (0, 0); i < count; i++)
        {
            pointers[i] = texts + at;
            at += bytes.AsSpan(at).IndexOf((byte)0) + 1;
        }

        return pointers;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnv(string name, string value, int replace);

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execv(string program, byte** arguments);
}
