using StreamShield.App.Hosting;
using StreamShield.App.Obs;
using StreamShield.Devices;

namespace StreamShield.App;

/// <summary>The process: signals and crashes around <see cref="StreamShieldApp"/>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            Diagnostics.Close();
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
            return Watchdog.Watch(watched, Console.OpenStandardInput(), SinkCatalog.Usual);
        }

        using var shutdown = new Shutdown(Console.Error);
        var code = await StreamShieldApp.RunAsync(args, Terminal.OfProcess(shutdown.Request), shutdown.Token);
        shutdown.MarkFinished(code);
        return code;
    }
}
