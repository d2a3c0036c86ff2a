using StreamShield.App.Hosting;

namespace StreamShield.App;

/// <summary>The process: signals and crashes around <see cref="StreamShieldApp"/>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            CrashReports.Forbid();
        }
        catch (InvalidOperationException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Failure;
        }

        using var shutdown = new Shutdown(Console.Error);
        var code = await StreamShieldApp.RunAsync(args, Terminal.OfProcess(), shutdown.Token);
        shutdown.MarkFinished();
        return code;
    }
}
