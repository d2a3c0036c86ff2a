using System.Text.RegularExpressions;
using StreamShield.App.Hosting;
using StreamShield.Devices.Tools;

namespace StreamShield.App.Desktop.Linux;

/// <summary>
/// Sets up the kernel's virtual camera (v4l2loopback) with one click. The commands that need administrator rights are shown first; exactly those are run, by a
/// shell that pkexec starts after asking for a password. Thread-safe.
/// </summary>
/// <param name="find">Finds a program by name; returns null if it is not installed.</param>
/// <param name="root">Root of the file system; other than "/" only in tests.</param>
/// <param name="release">Release of the running kernel.</param>
internal sealed partial class LoopbackSetup(Func<string, string?> find, string root, string release)
{
    /// <summary>Time-out; compiling a kernel module takes a while, and so does typing a password.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const int DeclinedExit = 126;
    private const int RefusedExit = 127;

    /// <summary>The setup of this computer.</summary>
    public static LoopbackSetup Default { get; } = new(static name => ExternalTool.Find(name), "/", File.Exists("/proc/sys/kernel/osrelease") ? File.ReadAllText("/proc/sys/kernel/osrelease").Trim() : "");

    /// <summary>The commands to run as administrator, in order; empty if StreamShield does not know how this system installs the module.</summary>
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

    /// <summary>Why it cannot be done with a click, as one sentence with cause and cure; empty if it can.</summary>
    public string Trouble =>
        Commands.Count == 0 ? "StreamShield does not know how this system installs v4l2loopback: install that module with the system's own tools."
        : find("pkexec") is null ? "pkexec is missing, which asks for an administrator's password: run these lines in a terminal as administrator."
        : "";

    /// <summary>Runs the commands.</summary>
    /// <param name="agreed">The commands that the user has read, separated by line breaks.</param>
    /// <exception cref="UserException">The commands were not run, or not all of them succeeded.</exception>
    public void Run(string agreed)
    {
        if (Trouble is { Length: > 0 } trouble)
        {
            throw new UserException(trouble);
        }

        if (agreed != string.Join('\n', Commands))
        {
            throw new UserException("The commands have changed since they were shown: read them again.");
        }

        using var run = new ToolProcess(find("pkexec")!, ["/bin/sh", "-ec", agreed]);
        run.Input.Close();
        // Drain the pipe: a full one would block the installation.
        _ = run.Output.CopyToAsync(Stream.Null);
        if (!run.WaitForExit(Patience))
        {
            throw new UserException("The installation has not ended within ten minutes: check whether the system is waiting for an answer, and start it again.");
        }

        if (!run.Succeeded)
        {
            throw new UserException(run.ExitCode is DeclinedExit or RefusedExit
                ? "Nothing was changed: the system was not given an administrator's password, or has no window to ask for one."
                : $"The virtual camera could not be set up ({(run.LastLine.Length > 0 ? run.LastLine.Trim().TrimEnd('.') : $"exit code {run.ExitCode}")}): mend that, or run the lines in a terminal.");
        }
    }

    /// <summary>True if the module exists for the running kernel, whoever built it.</summary>
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

    /// <summary>Valid kernel releases. The text becomes part of a command line.</summary>
    [GeneratedRegex(@"^[0-9][0-9A-Za-z.+_-]*\z")]
    private static partial Regex KernelRelease();
}
