using System.Runtime.InteropServices;
using System.Text;

namespace StreamShield.App.Hosting;

/// <summary>
/// Closes the runtime's own doors into this process: the port through which any program of the same user asks for environment and dumps, the debugger's pipes, profilers. The runtime opens them before it runs
/// a line of ours and is told otherwise by its environment alone; so on Linux the program starts itself once more in its place, with the same process number. Whoever needs them sets
/// DOTNET_EnableDiagnostics to 1.
/// </summary>
internal static unsafe partial class Diagnostics
{
    private const string Switch = "DOTNET_EnableDiagnostics";
    private const string Self = "/proc/self/exe";

    /// <summary>Closes them; does not come back when the program had to start itself once more. Where the system refuses that, they stay open.</summary>
    public static void Close()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable(Switch) is not null)
        {
            return;
        }

        try
        {
            var arguments = File.ReadAllBytes("/proc/self/cmdline");
            byte[] environment = [.. File.ReadAllBytes("/proc/self/environ"), .. Encoding.ASCII.GetBytes($"{Switch}=0\0")];
            RemoveDoors();
            fixed (byte* words = arguments, variables = environment)
            fixed (byte** argv = Pointers(words, arguments), envp = Pointers(variables, environment))
            {
                _ = Execve(Self, argv, envp);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A jail without /proc.
        }
    }

    /// <summary>Files of the runtime that nobody would remove any more.</summary>
    private static void RemoveDoors()
    {
        foreach (var name in (string[])[$"dotnet-diagnostic-{Environment.ProcessId}-*", $"clr-debug-pipe-{Environment.ProcessId}-*"])
        {
            foreach (var door in Directory.EnumerateFiles(Path.GetTempPath(), name))
            {
                File.Delete(door);
            }
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

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execve(string program, byte** arguments, byte** environment);
}
