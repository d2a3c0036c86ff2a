using System.ComponentModel;
using System.Diagnostics;
using StreamShield.Core.Frames;

namespace StreamShield.Devices.Tools;

/// <summary>A child process such as ffmpeg, with pipes as input and output. Keeps the last line of its error output for messages.</summary>
public sealed class ToolProcess : IDisposable
{
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private volatile string _lastLine = "";

    /// <summary>Starts a program.</summary>
    /// <param name="program">Full path.</param>
    /// <param name="arguments">Never secrets: every user of the computer can read them.</param>
    /// <exception cref="ShieldException">The program cannot be started.</exception>
    public ToolProcess(string program, IEnumerable<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(arguments);
        // In its own session the child does not receive Ctrl-C; this program does, and then ends the child in an orderly way.
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

    /// <summary>The child's standard input.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>The child's standard output.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>The last line of the child's standard error; empty if it wrote nothing. Final once <see cref="WaitForExit"/> has returned true.</summary>
    public string LastLine => _lastLine;

    /// <summary>The exit code; valid once the child has exited.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>True if the exit code is 0; valid once the child has exited.</summary>
    public bool Succeeded => _process.ExitCode == 0;

    /// <summary>Runs a program to completion.</summary>
    /// <param name="program">Full path.</param>
    /// <param name="arguments">As in the constructor.</param>
    /// <param name="patience">Time-out for its output, and again for its exit.</param>
    /// <returns>Its standard output; null if it failed or timed out.</returns>
    public static string? RunAndRead(string program, IEnumerable<string> arguments, TimeSpan patience)
    {
        using var tool = new ToolProcess(program, arguments);
        tool.Input.Close();
        var answer = tool._process.StandardOutput.ReadToEndAsync();
        return answer.Wait(patience) && tool.WaitForExit(patience) && tool.Succeeded ? answer.GetAwaiter().GetResult() : null;
    }

    /// <summary>Waits for the child to exit.</summary>
    /// <returns>False if it is still running.</returns>
    public bool WaitForExit(TimeSpan patience)
    {
        if (!_process.WaitForExit(patience))
        {
            return false;
        }

        // Without a time-out this also waits for the end of its error output.
        _process.WaitForExit();
        return true;
    }

    /// <summary>Kills the child if it is still running.</summary>
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
            // Data that it did not read.
        }

        _process.Dispose();
    }
}
