using Microsoft.ML.OnnxRuntime;

namespace StreamShield.Onnx;

/// <summary>Creates ONNX Runtime's environment, one per process, without telemetry and console output.</summary>
public static class QuietRuntime
{
    private static readonly Lazy<bool> Loaded = new(Make);

    /// <summary>Creates the environment unless that was done before. Thread-safe. A failure is thrown again on every call.</summary>
    /// <exception cref="InvalidOperationException">The system refused to keep it quiet.</exception>
    /// <exception cref="TypeInitializationException">Its native library cannot be loaded.</exception>
    public static void Load() => _ = Loaded.Value;

    private static bool Make()
    {
        RuntimeTelemetry.Forbid();
        if (!OrtEnv.IsCreated)
        {
            var options = new EnvironmentCreationOptions { logId = "StreamShield", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            OrtEnv.CreateInstanceWithOptions(ref options);
        }

        OrtEnv.Instance().DisableTelemetryEvents();
        return true;
    }
}
