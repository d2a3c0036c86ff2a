using System.Runtime.InteropServices;

namespace StreamShield.App.Hosting;

/// <summary>A resource limit of a Linux process; see getrlimit(2).</summary>
/// <param name="Soft">The limit that is enforced.</param>
/// <param name="Hard">The maximum for the soft limit.</param>
internal readonly partial record struct ResourceLimit(nuint Soft, nuint Hard)
{
    /// <summary>RLIMIT_CORE: size of core files in bytes.</summary>
    public const int CoreSize = 4;

    /// <summary>RLIMIT_NOFILE: number of open files and connections.</summary>
    public const int OpenFiles = 7;

    /// <summary>The current limit; null if it cannot be read.</summary>
    public static ResourceLimit? Of(int resource) => OperatingSystem.IsLinux() && Get(resource, out var limit) == 0 ? limit : null;

    /// <summary>Sets the limit for this process and its children.</summary>
    /// <returns>False if the system refuses.</returns>
    public bool Apply(int resource) => Set(resource, in this) == 0;

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int Get(int resource, out ResourceLimit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int Set(int resource, in ResourceLimit limit);
}
