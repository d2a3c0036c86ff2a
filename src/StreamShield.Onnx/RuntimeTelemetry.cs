using System.Runtime.InteropServices;

namespace StreamShield.Onnx;

/// <summary>Disables the telemetry of ONNX Runtime. Creating its environment writes a device id and a database of events to the user's cache folder,
/// before any call could switch that off. Only this variable, set before the library is loaded, prevents it.</summary>
internal static partial class RuntimeTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Disables the telemetry. Call it before the first use of the runtime.</summary>
    /// <exception cref="InvalidOperationException">The system refused. Better no model than one that reports.</exception>
    public static void Forbid()
    {
        Environment.SetEnvironmentVariable(Variable, "1");

        // On Unix, .NET changes only its own copy of the environment; the library reads the real one.
        if (!OperatingSystem.IsWindows() && SetEnv(Variable, "1", 1) != 0)
        {
            throw new InvalidOperationException($"The system does not let StreamShield set {Variable}, without which ONNX Runtime reports its use: the model is not loaded.");
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
