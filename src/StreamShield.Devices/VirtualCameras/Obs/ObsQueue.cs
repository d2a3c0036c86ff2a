using StreamShield.Core.Frames;

namespace StreamShield.Devices.VirtualCameras.Obs;

/// <summary>
/// The memory layout that the OBS Virtual Camera filter reads: a header of 80 bytes (0 write index, 4 read index, 8 state, 12 three slot offsets, 24 type 0, 28
/// width, 32 height, 40 interval in 100 ns, the rest zero), then three slots at multiples of 32, each a header of 32 bytes (0 timestamp in ns) and an NV12
/// picture. Independent of the operating system.
/// </summary>
/// <param name="memory">Start of the memory, <see cref="Bytes"/> long.</param>
/// <param name="size">Size of every picture.</param>
internal sealed unsafe class ObsQueue(nint memory, FrameSize size)
{
    /// <summary>State: no picture yet.</summary>
    public const uint Starting = 1;

    /// <summary>State: pictures are available.</summary>
    public const uint Ready = 2;

    /// <summary>State: the writer has ended; the filter shows its own placeholder.</summary>
    public const uint Stopping = 3;

    /// <summary>Number of pictures kept.</summary>
    public const int Slots = 3;

    private const int HeaderBytes = 80;
    private const int SlotHeaderBytes = 32;
    private const int Alignment = 32;
    private const int WriteIndexAt = 0, ReadIndexAt = 4, StateAt = 8, OffsetsAt = 12, WidthAt = 28, HeightAt = 32, IntervalAt = 40;

    /// <summary>Total length of the memory in bytes.</summary>
    public static long Bytes(FrameSize size) => SlotOffset(size, Slots);

    /// <summary>State of a queue that has been begun.</summary>
    public uint State => Volatile.Read(ref Number(StateAt));

    /// <summary>Offset of a slot in bytes.</summary>
    public static long SlotOffset(FrameSize size, int slot) => Align(HeaderBytes) + (slot * Align(SlotHeaderBytes + size.Nv12Bytes));

    /// <summary>Initializes the header, without a picture.</summary>
    /// <param name="framesPerSecond">The rate that the filter announces.</param>
    public void Begin(double framesPerSecond)
    {
        new Span<byte>((void*)memory, HeaderBytes).Clear();
        for (var slot = 0; slot < Slots; slot++)
        {
            Number(OffsetsAt + (slot * sizeof(uint))) = (uint)SlotOffset(size, slot);
        }

        Number(WidthAt) = (uint)size.Width;
        Number(HeightAt) = (uint)size.Height;
        *(ulong*)(memory + IntervalAt) = (ulong)Math.Round(TimeSpan.TicksPerSecond / framesPerSecond);
        Volatile.Write(ref Number(StateAt), Starting);
    }

    /// <summary>True if the memory was initialized for pictures of this size.</summary>
    public bool Fits => Number(WidthAt) == (uint)size.Width && Number(HeightAt) == (uint)size.Height;

    /// <summary>Writes the next picture and publishes it.</summary>
    /// <param name="picture">A picture of the queue's size.</param>
    /// <param name="nanoseconds">Its timestamp, on any monotonic clock.</param>
    public void Write(ShieldedFrame picture, ulong nanoseconds)
    {
        var index = Number(WriteIndexAt) + 1;
        Number(WriteIndexAt) = index;
        var slot = memory + (nint)SlotOffset(size, (int)(index % Slots));
        *(ulong*)slot = nanoseconds;
        picture.Nv12.CopyTo(new Span<byte>((void*)(slot + SlotHeaderBytes), size.Nv12Bytes));
        Volatile.Write(ref Number(ReadIndexAt), index);
        Volatile.Write(ref Number(StateAt), Ready);
    }

    /// <summary>Signals that no more pictures follow.</summary>
    public void Stop() => Volatile.Write(ref Number(StateAt), Stopping);

    private static long Align(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    private ref uint Number(int at) => ref *(uint*)(memory + at);
}
