using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using StreamShield.Core.Frames;

namespace StreamShield.Onnx;

/// <summary>An ONNX Runtime session with every input and output bound to fixed memory, so that a run does not allocate.</summary>
internal sealed class ModelSession : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions;
    private readonly OrtIoBinding[] _bindings;
    private readonly PixelBuffer _output;
    private readonly HintTensors _hints;
    private readonly MemoryTensors _memories;
    private int _turn;

    /// <summary>Creates and checks the session.</summary>
    /// <param name="manifest">Describes the expected model.</param>
    /// <param name="model">The whole model file. The runtime copies it.</param>
    /// <param name="frame">The tensor for the picture. Must outlive the session.</param>
    /// <param name="threads">Threads within one run.</param>
    /// <exception cref="ShieldException">Not a model, or it differs from the manifest.</exception>
    public ModelSession(ModelManifest manifest, byte[] model, FrameTensor frame, int threads)
    {
        Manifest = manifest;
        try
        {
            _session = Own(Open(manifest, model, threads));
            SessionCheck.Inputs(manifest, _session.InputMetadata);
            SessionCheck.Output(manifest, _session.OutputMetadata);
            _runOptions = Own(new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL });

            // The state alternates between two sets of tensors, each with its own binding.
            _memories = Own(new MemoryTensors(manifest, _session.InputMetadata, _session.OutputMetadata));
            _bindings = [.. Enumerable.Range(0, _memories.Sets).Select(_ => Own(_session.CreateIoBinding()))];
            Bind(manifest.Input.Name, frame.Shape, frame.Address, frame.ByteLength);
            foreach (var constant in manifest.Constants)
            {
                var values = Own(new PixelBuffer(constant.Values.Count * sizeof(float)));
                constant.Values.ToArray().CopyTo(MemoryMarshal.Cast<byte, float>(values.Span));
                Bind(constant.Name, [constant.Values.Count], values.Address, values.Length);
            }

            _hints = Own(new HintTensors(manifest));
            BindHint(manifest.PlateInput, _hints.Plate, HintTensors.PlateChannels);
            BindHint(manifest.PriorInput, _hints.Prior, 1);
            _memories.BindInputs(_bindings);

            var shape = FirstRun();
            (OutputHeight, OutputWidth) = SessionCheck.Shape(manifest, shape);
            _output = Own(new PixelBuffer(OutputWidth * OutputHeight * manifest.Output.Channels * sizeof(float)));
            var output = Own(Tensor(shape, _output.Address, _output.Length));
            foreach (var binding in _bindings)
            {
                binding.ClearBoundOutputs();
                binding.BindOutput(manifest.Output.Name, output);
            }

            _memories.BindOutputs(_bindings);
        }
        catch (Exception e)
        {
            Dispose();
            if (e is OnnxRuntimeException)
            {
                throw Failed("cannot be run", "choose another with --model, or install this one again with 'streamshield models add FILE'", e);
            }

            throw;
        }
    }

    public ModelManifest Manifest { get; }

    /// <summary>Columns of the output.</summary>
    public int OutputWidth { get; }

    /// <summary>Rows of the output.</summary>
    public int OutputHeight { get; }

    public HintTensors Hints => _hints;

    /// <summary>The raw output of the last run.</summary>
    public ReadOnlySpan<float> Output => MemoryMarshal.Cast<byte, float>(_output.Span);

    /// <summary>Runs the model on the bound memory.</summary>
    /// <exception cref="ShieldException">The runtime failed.</exception>
    public void Run()
    {
        // Leftovers of a failed run must not look like a result.
        _output.Clear();
        try
        {
            _session.RunWithBinding(_runOptions, _bindings[_turn]);
            _turn = _bindings.Length - 1 - _turn;
        }
        catch (OnnxRuntimeException e)
        {
            Forget();
            throw Failed("failed on a frame", "choose another with --model, or start again", e);
        }
    }

    /// <summary>Resets the state, because the next frame does not continue the last one.</summary>
    public void Forget() => _memories.Clear();

    public void Dispose()
    {
        for (var i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }

        _owned.Clear();
    }

    private static InferenceSession Open(ModelManifest manifest, byte[] model, int threads)
    {
        try
        {
            QuietRuntime.Load();
            using var options = new SessionOptions
            {
                IntraOpNumThreads = threads,
                InterOpNumThreads = 1,
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,

                // The memory plan for all tensors costs 5 to 20 MB and gains 1 %.
                EnableMemoryPattern = false,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
            options.AddSessionConfigEntry("session.x64quantprecision", manifest.HasQuickSums ? "0" : "1");
            return new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ShieldException(SlateReason.ModelFailed,
                $"The file of the model '{manifest.Name}' is no ONNX model that can be run ({Short(e)}): get it again (source: {manifest.Source}), or choose another with --model.", e);
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new ShieldException(SlateReason.ModelFailed,
                $"ONNX Runtime's native library could not be loaded ({(e.InnerException ?? e).Message.TrimEnd('.')}): install StreamShield again for this system.", e);
        }
    }

    private long[] FirstRun()
    {
        _bindings[0].BindOutputToDevice(Manifest.Output.Name, OrtMemoryInfo.DefaultInstance);
        _session.RunWithBinding(_runOptions, _bindings[0]);
        using var outputs = _bindings[0].GetOutputValues();
        return outputs[0].GetTensorTypeAndShape().Shape;
    }

    private void BindHint(string? name, PixelBuffer? tensor, int channels)
    {
        if (name is not null && tensor is not null)
        {
            Bind(name, SessionCheck.ExtraShape(Manifest, name, channels, _session.InputMetadata[name].Dimensions), tensor.Address, tensor.Length);
        }
    }

    private void Bind(string name, long[] shape, nint address, int bytes)
    {
        var tensor = Own(Tensor(shape, address, bytes));
        foreach (var binding in _bindings)
        {
            binding.BindInput(name, tensor);
        }
    }

    internal static OrtValue Tensor(long[] shape, nint address, int bytes) =>
        OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float, shape, address, bytes);

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Add(part);
        return part;
    }

    private ShieldException Failed(string fault, string cure, Exception inner) =>
        new(SlateReason.ModelFailed, $"The model '{Manifest.Name}' {fault} ({Short(inner)}): {cure}.", inner);

    /// <summary>The first line of the runtime's message, without its error class.</summary>
    private static string Short(Exception e)
    {
        const int MaxLength = 160;
        var line = e.Message.ReplaceLineEndings("\n").Split('\n')[0].Trim().TrimEnd('.');
        return line.Length <= MaxLength ? line : line[..MaxLength] + "...";
    }
}
