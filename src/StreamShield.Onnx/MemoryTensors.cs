using Microsoft.ML.OnnxRuntime;
using StreamShield.Core.Frames;

namespace StreamShield.Onnx;

/// <summary>The recurrent state of a model. Each state has two tensors: one run reads the first and writes the second, the next run the reverse, so
/// that nothing is copied or allocated. Owns the tensors.</summary>
internal sealed class MemoryTensors : IDisposable
{
    private readonly Memory[] _memories;

    /// <param name="manifest">Declares the states.</param>
    /// <param name="inputs">Inputs of the model.</param>
    /// <param name="outputs">Outputs of the model.</param>
    /// <exception cref="ShieldException">The model differs from the manifest.</exception>
    public MemoryTensors(ModelManifest manifest, IReadOnlyDictionary<string, NodeMetadata> inputs, IReadOnlyDictionary<string, NodeMetadata> outputs) =>
        _memories = [.. manifest.Memories.Select(memory => (memory, shape: SessionCheck.MemoryShape(manifest, memory, inputs, outputs))).ToArray().Select(m => new Memory(m.memory, m.shape))];

    /// <summary>Number of tensor sets, and so of bindings, that alternate; one for a model without state.</summary>
    public int Sets => _memories.Length == 0 ? 1 : 2;

    /// <summary>Resets the state to 0.</summary>
    public void Clear()
    {
        foreach (var memory in _memories)
        {
            memory.Buffers[0].Clear();
            memory.Buffers[1].Clear();
        }
    }

    /// <summary>Binds each set of tensors as input of its own binding.</summary>
    public void BindInputs(OrtIoBinding[] bindings)
    {
        foreach (var memory in _memories)
        {
            bindings[0].BindInput(memory.Names.Input, memory.Tensors[0]);
            bindings[1].BindInput(memory.Names.Input, memory.Tensors[1]);
        }
    }

    /// <summary>Binds each set of tensors as output of the other binding.</summary>
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
