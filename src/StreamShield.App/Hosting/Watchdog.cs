using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Devices.VirtualCameras;

namespace StreamShield.App.Hosting;

/// <summary>
/// A second process of this program that does nothing until this one dies abruptly (kill -9, a crash, out of memory). Then it shows the slate to the viewers of
/// the virtual cameras, as far as each camera's protocol allows. It detects the death by its standard input: the system closes that pipe with the dead process.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>The hidden command; its arguments are size, rate and targets.</summary>
    public const string Command = "watchdog";

    private const byte AllIsWell = (byte)'.';

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Process _process;

    private Watchdog(Process process) => _process = process;

    /// <summary>Starts the second process.</summary>
    /// <param name="size">Size of the pictures.</param>
    /// <param name="framesPerSecond">Their rate.</param>
    /// <param name="targets">Targets of the virtual cameras.</param>
    /// <param name="fail">Receives the error message if it cannot be started.</param>
    /// <returns>Null if it cannot be started; the run continues without it.</returns>
    public static Watchdog? Start(FrameSize size, double framesPerSecond, IEnumerable<string> targets, Action<string> fail)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "streamshield.exe" : "streamshield");
        var start = new ProcessStartInfo(program, [Command, $"{size}", framesPerSecond.ToString("R", CultureInfo.InvariantCulture), .. targets])
        {
            // Do not inherit this process's pipes: their readers must see them close when this process ends.
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

    /// <summary>Runs in the second process.</summary>
    /// <param name="arguments">The arguments after the command.</param>
    /// <param name="lifeline">Its standard input.</param>
    /// <param name="catalog">Finds the targets.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Watch(string[] arguments, Stream lifeline, VirtualCameraCatalog catalog)
    {
        if (arguments.Length < 2 || !double.TryParse(arguments[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var framesPerSecond))
        {
            return ExitCode.Usage;
        }

        // Signals to the whole process group (Ctrl-C twice, a closed terminal) must not end the watchdog; the pipe does.
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

    /// <summary>Tells the watchdog that all is well, and waits for it to exit.</summary>
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
            // It has exited already.
        }

        _process.Dispose();
    }
}
