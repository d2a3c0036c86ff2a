using StreamShield.App.Commands;
using StreamShield.App.Desktop;
using StreamShield.App.Desktop.Windows;
using StreamShield.App.Hosting;
using StreamShield.App.Obs;
using StreamShield.Devices.VirtualCameras;

namespace StreamShield.App;

/// <summary>Entry point: signals, crashes and process settings around <see cref="StreamShieldApp"/>.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        // First of all, before anything is JIT-compiled for the rest: this call may restart the process.
        Diagnostics.Close();
        return RunAsync(args);
    }

    private static async Task<int> RunAsync(string[] args)
    {
        try
        {
            NativeHeap.Limit();
            if (SystemLimits.Fault() is { } fault)
            {
                LastWords.Print(fault);
                return ExitCode.Failure;
            }

            CrashReports.Forbid();
            ObsAccess.TakePassword();
        }
        catch (InvalidOperationException e)
        {
            LastWords.Print(e.Message);
            return ExitCode.Failure;
        }

        if (args is [Watchdog.Command, .. var watched])
        {
            return Watchdog.Watch(watched, Console.OpenStandardInput(), VirtualCameraCatalog.Default);
        }

        var windowed = OperatingSystem.IsWindows() && WindowsConsole.WasStartedWithout();
        if (windowed && args.Length == 0)
        {
            args = [RunCommand.Name, RunCommand.Desktop];
        }

        TerminalModes.Remember();
        using var guard = new PoolGuard();
        using var shutdown = new Shutdown(Console.Error);
        var terminal = Terminal.OfProcess(shutdown.Request);
        var code = args.Contains(RunCommand.Desktop)
            ? await RunFromMenuAsync(args, terminal.WithoutKeys(), shutdown.Token)
            : await StreamShieldApp.RunAsync(args, windowed ? terminal.WithoutKeys() : terminal, shutdown.Token);
        shutdown.MarkFinished(code);
        return code;
    }

    /// <summary>Shows errors in a window: a program started from a menu has no terminal.</summary>
    private static async Task<int> RunFromMenuAsync(string[] args, Terminal terminal, CancellationToken stop)
    {
        using var error = new StringWriter();
        var code = await StreamShieldApp.RunAsync(args, terminal.With(terminal.Output, error), stop);
        if (code != ExitCode.Success && error.ToString().Trim() is { Length: > 0 } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            await Alert.ShowAsync(sentence);
        }

        return code;
    }
}
