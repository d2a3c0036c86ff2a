using Microsoft.ML.OnnxRuntime;

namespace StreamShield.Onnx;

/// <summary>ONNX Runtime's one environment for the process: it reports its use to nobody and writes nothing to the console.</summary>
public static class QuietRuntime
{
    private static readonly Lazy<bool> Loaded = new(Make);

    /// <summary>Loads it, unless that was done before; from any thread. What fails, fails each time.</summary>
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
