using System.Runtime.InteropServices;

namespace StreamShield.App.Hosting;

/// <summary>A secret that the user hands over in an environment variable.</summary>
internal static unsafe partial class EnvironmentSecret
{
    /// <summary>Reads it and takes it out of the environment: children do not get it, and on Linux /proc/PID/environ does not show it any more.</summary>
    /// <returns>Null when there is none.</returns>
    public static string? Take(string variable)
    {
        var secret = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, null);
        if (OperatingSystem.IsLinux() && GetEnv(variable) is var value && value != null)
        {
            NativeMemory.Clear(value, (nuint)MemoryMarshal.CreateReadOnlySpanFromNullTerminated(value).Length);
            _ = UnsetEnv(variable);
        }

        return string.IsNullOrEmpty(secret) ? null : secret;
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* GetEnv(string name);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnsetEnv(string name);
}
