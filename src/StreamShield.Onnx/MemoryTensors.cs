using Microsoft.ML.OnnxRuntime;
using StreamShield.Core.Frames;

namespace StreamShield.Onnx;

/// <summary>
/// What a model remembers from frame to frame. Every memory has two tensors: a run reads one and writes the other, the next run the other way round, so that nothing is copied
/// and nothing allocated. Owns them.
/// </summary>
internal sealed class MemoryTensors : IDisposable
{
    private readonly Memory[] _memories;

    /// <param name="manifest">What is remembered.</param>
    /// <param name="inputs">What the model takes.</param>
    /// <param name="outputs">What the model gives.</param>
    /// <exception cref="ShieldException">The model has not what the manifest says.</exception>
    public MemoryTensors(ModelManifest manifest, IReadOnlyDictionary<string, NodeMetadata> inputs, IReadOnlyDictionary<string, NodeMetadata> outputs) =>
        _memories = [.. manifest.Memories.Select(memory => (memory, shape: SessionCheck.MemoryShape(manifest, memory, inputs, outputs))).ToArray().Select(m => new Memory(m.memory, m.shape))];

    /// <summary>Sets of tensors, and so bindings, that take turns: one without memories.</summary>
    public int Sets => _memories.Length == 0 ? 1 : 2;

    /// <summary>Nothing is remembered.</summary>
    public void Clear()
    {
        foreach (var memory in _memories)
        {
            memory.Buffers[0].Clear();
            memory.Buffers[1].Clear();
        }
    }

    /// <summary>Each binding reads its own set.</summary>
    public void BindInputs(OrtIoBinding[] bindings)
    {
        foreach (var memory in _memories)
        {
            bindings[0].BindInput(memory.Names.Input, memory.Tensors[0]);
            bindings[1].BindInput(memory.Names.Input, memory.Tensors[1]);
        }
    }

    /// <summary>Each binding writes the other's set.</summary>
    public void BindOutputs(OrtIoBinding[] bindings)
    {
        foreach (var memory in _memories)
        {
            bindings[0].BindOutput(memory.Names.Output, memory.Tensors[1]);
            bindings[1].BindOutput(memory.Names.Output, memory.Tensors[0]);
        }
    }

    public void Dispose()
    {
        foreach (var memory in _memories)
        {
            memory.Dispose();
        }
    }

    private sealed class Memory : IDisposable
    {
        public Memory(ModelMemory names, long[] shape)
        {
            Names = names;
            var bytes = checked((int)shape.Aggregate(1L, (all, axis) => all * axis) * sizeof(float));
            Buffers = [new PixelBuffer(bytes), new PixelBuffer(bytes)];
            Tensors = [.. Buffers.Select(buffer => ModelSession.Tensor(shape, buffer.Address, bytes))];
        }

        public ModelMemory Names { get; }

        public PixelBuffer[] Buffers { get; }

        public OrtValue[] Tensors { get; }

        public void Dispose()
        {
            foreach (var (tensor, buffer) in Tensors.Zip(Buffers))
            {
                tensor.Dispose();
                buffer.Dispose();
            }
        }
    }
}
