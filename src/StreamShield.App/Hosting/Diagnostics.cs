using System.Runtime.InteropServices;

namespace StreamShield.App.Hosting;

/// <summary>
/// Disables the .NET runtime's diagnostic interfaces: the diagnostics port, through which any program of the same user can request environment and dumps, the
/// debugger's pipes, and profilers. The runtime opens them before it runs our code, and only an environment variable prevents that. So on Linux the program
/// replaces itself with a second start of itself (execv, same process id). To keep the interfaces, set DOTNET_EnableDiagnostics to 1. This code runs first, and
/// runs twice, so it uses little of the runtime.
/// </summary>
internal static unsafe partial class Diagnostics
{
    private const string Switch = "DOTNET_EnableDiagnostics";
    private const string Off = "0";
    private const string Self = "/proc/self/exe";

    /// <summary>Disables them. Does not return if the program has to restart. If the system refuses that, they stay open.</summary>
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
                new Thread(DeleteLeftovers) { IsBackground = true, Name = "tidying" }.Start();
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
                // Under its own name, for system monitors; as /proc/self/exe if that file is gone.
                _ = SetEnv(Switch, Off, 1);
                _ = Execv(Environment.ProcessPath ?? Self, argv);
                _ = Execv(Self, argv);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A sandbox without /proc.
        }
    }

    /// <summary>Deletes the socket and pipe files that the first start left behind; nothing listens on them any more.</summary>
    private static void DeleteLeftovers()
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
            // Leftover files are harmless.
        }
    }

    /// <summary>Pointers to the start of each text, followed by a null pointer.</summary>
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
