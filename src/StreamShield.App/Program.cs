using StreamShield.App.Commands;
using StreamShield.App.Desktop;
using StreamShield.App.Desktop.Windows;
using StreamShield.App.Hosting;
using StreamShield.App.Obs;
using StreamShield.Devices.VirtualCameras;

namespace StreamShield.App;

/// <summary>The process: signals and crashes around <see cref="StreamShieldApp"/>.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        // Before the compiler gets the rest to see: it may be the program's first start of two.
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
                LastWords.Say(fault);
                return ExitCode.Failure;
            }

            CrashReports.Forbid();
            ObsAccess.TakePassword();
        }
        catch (InvalidOperationException e)
        {
            LastWords.Say(e.Message);
            return ExitCode.Failure;
        }

        if (args is [Watchdog.Command, .. var watched])
        {
            return Watchdog.Watch(watched, Console.OpenStandardInput(), SinkCatalog.Default);
        }

        var windowed = OperatingSystem.IsWindows() && WindowsConsole.WasStartedWithout();
        if (windowed && args.Length == 0)
        {
            args = [RunCommand.Name, RunCommand.Desktop];
        }

        using var guard = new PoolGuard();
        using var shutdown = new Shutdown(Console.Error);
        var terminal = Terminal.OfProcess(shutdown.Request);
        var code = args.Contains(RunCommand.Desktop)
            ? await RunFromMenuAsync(args, terminal.WithoutKeys(), shutdown.Token)
            : await StreamShieldApp.RunAsync(args, windowed ? terminal.WithoutKeys() : terminal, shutdown.Token);
        shutdown.MarkFinished(code);
        return code;
    }

    /// <summary>Whoever started it from a menu has no terminal to read why it does not run.</summary>
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
