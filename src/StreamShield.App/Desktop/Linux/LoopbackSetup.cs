using System.Text.RegularExpressions;
using StreamShield.App.Hosting;
using StreamShield.Devices.Tools;

namespace StreamShield.App.Desktop.Linux;

/// <summary>
/// Sets up the kernel's virtual camera (v4l2loopback) with one click. What needs an administrator is told first, line by line; exactly those lines are run, by a shell that pkexec
/// starts once the user has given the system a password. From any thread.
/// </summary>
/// <param name="find">Finds a program by its name; null when it is not there.</param>
/// <param name="root">Where the system's files lie; "/" but in tests.</param>
/// <param name="release">The running kernel's.</param>
internal sealed partial class LoopbackSetup(Func<string, string?> find, string root, string release)
{
    /// <summary>Compiling a kernel module takes a while, and so does typing a password.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const int DeclinedExit = 126;
    private const int RefusedExit = 127;

    /// <summary>This computer's.</summary>
    public static LoopbackSetup Default { get; } = new(static name => ExternalTool.Find(name), "/", File.Exists("/proc/sys/kernel/osrelease") ? File.ReadAllText("/proc/sys/kernel/osrelease").Trim() : "");

    /// <summary>The lines that an administrator's shell runs, in order; empty when it is not known how this system installs the module.</summary>
    public IReadOnlyList<string> Commands
    {
        get
        {
            if (!KernelRelease().IsMatch(release))
            {
                return [];
            }

            string[] load =
            [
                "echo v4l2loopback > /etc/modules-load.d/streamshield.conf",
                "echo 'options v4l2loopback exclusive_caps=1 card_label=StreamShield' > /etc/modprobe.d/streamshield.conf",
                "modprobe v4l2loopback",
            ];
            return HasModule ? load : Install is { } install ? [install, .. load] : [];
        }
    }

    /// <summary>Why it cannot be done with a click, as one sentence with cause and cure; empty when it can.</summary>
    public string Trouble =>
        Commands.Count == 0 ? "StreamShield does not know how this system installs v4l2loopback: install that module with the system's own tools."
        : find("pkexec") is null ? "pkexec is missing, which asks for an administrator's password: run these lines in a terminal as administrator."
        : "";

    /// <summary>Runs the lines.</summary>
    /// <param name="agreed">The lines that the user has read, with a line break between them.</param>
    /// <exception cref="UserException">Nothing or not all of it was run.</exception>
    public void Run(string agreed)
    {
        if (Trouble is { Length: > 0 } trouble)
        {
            throw new UserException(trouble);
        }

        if (agreed != string.Join('\n', Commands))
        {
            throw new UserException("What would be run has changed since it was shown: look at it again.");
        }

        using var run = new ToolProcess(find("pkexec")!, ["/bin/sh", "-ec", agreed]);
        run.Input.Close();
        // A pipe that nobody empties would stop the installation.
        _ = run.Output.CopyToAsync(Stream.Null);
        if (!run.WaitForExit(Patience))
        {
            throw new UserException("The installation has not ended within ten minutes: look whether the system waits for an answer, and start it again.");
        }

        if (!run.Succeeded)
        {
            throw new UserException(run.ExitCode is DeclinedExit or RefusedExit
                ? "Nothing was changed: the system was not given an administrator's password, or has no window to ask for one."
                : $"The virtual camera could not be set up ({(run.LastLine.Length > 0 ? run.LastLine.Trim().TrimEnd('.') : $"exit code {run.ExitCode}")}): mend that, or run the lines in a terminal.");
        }
    }

    /// <summary>Whether the running kernel's folder of modules has it, whoever built it.</summary>
    private bool HasModule
    {
        get
        {
            var modules = Path.Combine(root, "lib", "modules", release);
            return Directory.Exists(modules) && Directory.EnumerateFiles(modules, "v4l2loopback.ko*", SearchOption.AllDirectories).Any();
        }
    }

    private string? Install =>
        find("apt-get") is not null ? $"DEBIAN_FRONTEND=noninteractive apt-get install -y v4l2loopback-dkms linux-headers-{release}"
        : find("dnf") is not null ? "dnf install -y v4l2loopback"
        : find("pacman") is not null ? "pacman -S --noconfirm --needed v4l2loopback-dkms"
        : find("zypper") is not null ? "zypper --non-interactive install v4l2loopback-kmp-default"
        : null;

    /// <summary>It becomes part of a command line.</summary>
    [GeneratedRegex(@"^[0-9][0-9A-Za-z.+_-]*\z")]
    private static partial Regex KernelRelease();
}
