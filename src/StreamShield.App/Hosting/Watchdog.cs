using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Devices.VirtualCameras;

namespace StreamShield.App.Hosting;

/// <summary>
/// A second process of this program that does nothing until this one dies without a word (kill -9, a crash, no memory): then it leaves the viewers of the virtual cameras with the slate,
/// as far as each camera's protocol allows. It notices by its standard input: the system closes that pipe with the dead process.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>The hidden command: size, rate, then the targets.</summary>
    public const string Command = "watchdog";

    private const byte AllIsWell = (byte)'.';

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Process _process;

    private Watchdog(Process process) => _process = process;

    /// <summary>Starts it.</summary>
    /// <param name="size">Size of the pictures.</param>
    /// <param name="framesPerSecond">Their rate.</param>
    /// <param name="targets">The virtual cameras.</param>
    /// <param name="fail">Takes the sentence when it cannot be started.</param>
    /// <returns>Null when it cannot be started; the pictures go on without it.</returns>
    public static Watchdog? Start(FrameSize size, double framesPerSecond, IEnumerable<string> targets, Action<string> fail)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "streamshield.exe" : "streamshield");
        var start = new ProcessStartInfo(program, [Command, $"{size}", framesPerSecond.ToString("R", CultureInfo.InvariantCulture), .. targets])
        {
            // None of this process's own pipes: whoever reads those is to see them end with this process.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        try
        {
            return Process.Start(start) is { } process ? new Watchdog(process) : null;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            fail($"The watchdog could not be started ({e.Message.ReplaceLineEndings(" ").Trim().TrimEnd('.')}): should StreamShield be killed, your virtual camera may stand still on its last picture; install the program again.");
            return null;
        }
    }

    /// <summary>What the second process does.</summary>
    /// <param name="arguments">What follows the command.</param>
    /// <param name="lifeline">Its standard input.</param>
    /// <param name="catalog">Where its targets are found.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Watch(string[] arguments, Stream lifeline, SinkCatalog catalog)
    {
        if (arguments.Length < 2 || !double.TryParse(arguments[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var framesPerSecond))
        {
            return ExitCode.Usage;
        }

        // Whoever stops the whole group of processes (Ctrl-C twice, a closed terminal) stops this one last: by the pipe.
        var signals = ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
            .Select(signal => PosixSignalRegistration.Create(signal, static context => context.Cancel = true)).ToArray();
        using var slate = new Slate(FrameSize.Parse(arguments[0])).Make(SlateReason.Stopping);
        if (lifeline.ReadByte() != AllIsWell)
        {
            foreach (var target in arguments[2..])
            {
                catalog.LeaveSlate(target, slate, framesPerSecond);
            }
        }

        Array.ForEach(signals, signal => signal.Dispose());
        return ExitCode.Success;
    }

    /// <summary>Sends it home.</summary>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.BaseStream.WriteByte(AllIsWell);
            _process.StandardInput.Close();
            _process.WaitForExit(Patience);
        }
        catch (IOException)
        {
            // It is gone already, which is what was wanted.
        }

        _process.Dispose();
    }
}
