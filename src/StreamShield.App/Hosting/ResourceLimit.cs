using System.Runtime.InteropServices;

namespace StreamShield.App.Hosting;

/// <summary>A limit that the system sets a process on Linux: getrlimit(2).</summary>
/// <param name="Soft">In force.</param>
/// <param name="Hard">Up to where it can be raised.</param>
internal readonly partial record struct ResourceLimit(nuint Soft, nuint Hard)
{
    /// <summary>Size of core files.</summary>
    public const int CoreSize = 4;

    /// <summary>Open files and connections.</summary>
    public const int OpenFiles = 7;

    /// <summary>The limit in force; null where it cannot be asked for.</summary>
    public static ResourceLimit? Of(int resource) => OperatingSystem.IsLinux() && Get(resource, out var limit) == 0 ? limit : null;

    /// <summary>Puts it in force, for this process and those that it starts.</summary>
    /// <returns>False when the system refuses.</returns>
    public bool Apply(int resource) => Set(resource, in this) == 0;

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int Get(int resource, out ResourceLimit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int Set(int resource, in ResourceLimit limit);
}
