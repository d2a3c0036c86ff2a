using System.Runtime.InteropServices;
using StreamShield.Devices.VirtualCameras.Obs;

namespace StreamShield.Tests.Devices.VirtualCameras;

/// <summary>Shared memory that only this process sees, freed by the test and not by the sink, so that a reader may look after the sink is gone.</summary>
internal sealed unsafe class PlainMemory(long bytes) : ISharedMemory
{
    private void* _memory = NativeMemory.AlignedAlloc((nuint)bytes, 4096);

    public nint Address => (nint)_memory;

    public long Bytes => bytes;

    public bool GivenUp { get; private set; }

    public ReadOnlySpan<byte> Span => new(_memory, (int)bytes);

    public uint Number(int at) => *(uint*)(Address + at);

    public void Dispose() => GivenUp = true;

    public void Free()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
