using System.Runtime.InteropServices;

namespace StreamShield.App.Hosting;

/// <summary>Secrets that the user passes in environment variables.</summary>
internal static unsafe partial class EnvironmentSecret
{
    /// <summary>
    /// Reads a secret and removes it from the environment: child processes do not inherit it, and on Linux /proc/PID/environ no longer shows it.
    /// </summary>
    /// <returns>Null if the variable is not set.</returns>
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
