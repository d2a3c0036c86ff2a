using StreamShield.Core.Frames;

namespace StreamShield.Devices.VirtualCameras.Obs;

/// <summary>
/// The memory that the OBS Virtual Camera filter reads: a header of 80 bytes (0 write index, 4 read index, 8 state, 12 three slot offsets, 24 type 0, 28 width, 32 height,
/// 40 interval in 100 ns, the rest zero), then three slots at multiples of 32, each a header of 32 bytes (0 time stamp in ns) and a picture in NV12. Knows no operating system.
/// </summary>
/// <param name="memory">Start of the memory, <see cref="Bytes"/> long.</param>
/// <param name="size">Size of every picture.</param>
internal sealed unsafe class ObsQueue(nint memory, FrameSize size)
{
    /// <summary>State: nobody has begun.</summary>
    public const uint Starting = 1;

    /// <summary>State: there are pictures.</summary>
    public const uint Ready = 2;

    /// <summary>State: the writer is gone; the filter shows its own placeholder.</summary>
    public const uint Stopping = 3;

    /// <summary>Pictures kept.</summary>
    public const int Slots = 3;

    private const int HeaderBytes = 80;
    private const int SlotHeaderBytes = 32;
    private const int Alignment = 32;
    private const int WriteIndexAt = 0, ReadIndexAt = 4, StateAt = 8, OffsetsAt = 12, WidthAt = 28, HeightAt = 32, IntervalAt = 40;

    /// <summary>Bytes of the whole memory.</summary>
    public static long Bytes(FrameSize size) => SlotOffset(size, Slots);

    /// <summary>State of a queue that somebody began.</summary>
    public uint State => Volatile.Read(ref Number(StateAt));

    /// <summary>Where a slot begins.</summary>
    public static long SlotOffset(FrameSize size, int slot) => Align(HeaderBytes) + (slot * Align(SlotHeaderBytes + size.Nv12Bytes));

    /// <summary>Fills the header: no picture yet.</summary>
    /// <param name="framesPerSecond">What the filter offers as its rate.</param>
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

    /// <summary>True when the memory was begun for pictures of this size.</summary>
    public bool Fits => Number(WidthAt) == (uint)size.Width && Number(HeightAt) == (uint)size.Height;

    /// <summary>Writes the next picture and shows it.</summary>
    /// <param name="picture">Of the queue's size.</param>
    /// <param name="nanoseconds">Its time, of any clock that does not jump.</param>
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

    /// <summary>Says that no picture will follow.</summary>
    public void Stop() => Volatile.Write(ref Number(StateAt), Stopping);

    private static long Align(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    private ref uint Number(int at) => ref *(uint*)(memory + at);
}
