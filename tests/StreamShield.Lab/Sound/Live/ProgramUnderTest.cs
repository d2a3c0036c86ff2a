using StreamShield.App;
using StreamShield.App.Hosting;
using StreamShield.Devices;

namespace StreamShield.Lab.Sound.Live;

/// <summary><c>sound program ARGUMENTS</c>: the whole program in a process of its own, with <see cref="FlashCamera"/> as one more source. Ends in order with its standard input.</summary>
internal static class ProgramUnderTest
{
    /// <summary>The verb.</summary>
    public const string Verb = "program";

    /// <summary>The camera's name for <c>--source</c>; a colon and a clip follow.</summary>
    public const string Camera = "flash";

    /// <summary>Runs a command line of the program.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        SourceCatalog.Offer(Camera, static (clip, options) => new FlashCamera(SourceCatalog.Make($"clip:{clip}", options)));
        using var stop = new CancellationTokenSource();
        _ = Task.Run(() =>
        {
            Console.In.ReadToEnd();
            stop.Cancel();
        });
        return await StreamShieldApp.RunAsync(args, new Terminal(Console.Out, Console.Error), stop.Token);
    }
}
