using System.ComponentModel;
using System.Diagnostics;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Tools;

/// <summary>A program run beside this one, such as ffmpeg: its input and output are pipes, its last words are kept for sentences.</summary>
public sealed class ToolProcess : IDisposable
{
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private volatile string _lastLine = "";

    /// <summary>Starts a program.</summary>
    /// <param name="program">Full path.</param>
    /// <param name="arguments">Never secrets: every user of the computer can read them.</param>
    /// <exception cref="ShieldException">It cannot be started.</exception>
    public ToolProcess(string program, IEnumerable<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(arguments);
        // In a session of its own Ctrl-C reaches this program only, which then ends the other one in order.
        var detach = OperatingSystem.IsLinux() ? ExternalTool.Find("setsid") : null;
        var start = detach is null ? new ProcessStartInfo(program, arguments) : new ProcessStartInfo(detach, [program, .. arguments]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) => _lastLine = string.IsNullOrWhiteSpace(line.Data) ? _lastLine : line.Data;
        try
        {
            _process.Start();
        }
        catch (Win32Exception e)
        {
            _process.Dispose();
            var name = Path.GetFileNameWithoutExtension(program);
            throw new ShieldException(SlateReason.StageFailed, $"{name} could not be started ({VideoText.Plain(e.Message)}): reinstall it, or remove it from PATH.", e);
        }

        _process.BeginErrorReadLine();
    }

    /// <summary>Its standard input.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Its standard output.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What it wrote last on standard error; empty for nothing. All of it is there once <see cref="WaitForExit"/> was true.</summary>
    public string LastLine => _lastLine;

    /// <summary>As the system gives it; for one that has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Whether it ended well; for one that has ended.</summary>
    public bool Succeeded => _process.ExitCode == 0;

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Full path.</param>
    /// <param name="arguments">As for the constructor.</param>
    /// <param name="patience">How long it may take.</param>
    /// <returns>What it printed; null when it failed or took too long.</returns>
    public static string? Ask(string program, IEnumerable<string> arguments, TimeSpan patience)
    {
        using var tool = new ToolProcess(program, arguments);
        tool.Input.Close();
        var answer = tool._process.StandardOutput.ReadToEndAsync();
        return answer.Wait(patience) && tool.WaitForExit(patience) && tool.Succeeded ? answer.GetAwaiter().GetResult() : null;
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>False when it goes on.</returns>
    public bool WaitForExit(TimeSpan patience)
    {
        if (!_process.WaitForExit(patience))
        {
            return false;
        }

        // Its last words come after its death.
        _process.WaitForExit();
        return true;
    }

    /// <summary>Ends it when it still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit(KillPatience);
        }

        try
        {
            Input.Dispose();
        }
        catch (IOException)
        {
            // Bytes that it did not take any more.
        }

        _process.Dispose();
    }
}
