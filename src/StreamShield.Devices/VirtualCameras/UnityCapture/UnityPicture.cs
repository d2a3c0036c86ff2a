using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;

namespace StreamShield.Devices.VirtualCameras.UnityCapture;

/// <summary>
/// The memory layout of UnityCapture's receiver: int32 fields at 0 capacity for pixels in bytes (set by the receiver), 4 width, 8 height, 12 stride in pixels,
/// 16 format (0 RGBA8), 20 resize, 24 mirror, 28 time-out in ms; from 32 the pixels, bottom row first. Independent of the operating system.
/// </summary>
/// <param name="memory">Start of the memory.</param>
internal sealed unsafe class UnityPicture(nint memory)
{
    /// <summary>Offset of the pixels.</summary>
    public const int PixelsAt = 32;

    /// <summary>How long the receiver shows the last picture before its own notice. 0 would mean forever: a frozen streamer.</summary>
    public const int TimeoutMs = 1000;

    private const int RoomAt = 0, WidthAt = 4, HeightAt = 8, StrideAt = 12, FormatAt = 16, ResizeAt = 20, MirrorAt = 24, TimeoutAt = 28;
    private const int Rgba8 = 0;
    private const int ResizeToFit = 1;

    /// <summary>Capacity of the receiver in bytes.</summary>
    public int Room => Number(RoomAt);

    /// <summary>Writes a picture. The caller must hold the mutex.</summary>
    /// <exception cref="ShieldException">The picture does not fit.</exception>
    public void Write(ShieldedFrame picture)
    {
        var size = picture.Size;
        if (Room < Rgba.Bytes(size))
        {
            throw new ShieldException(SlateReason.StageFailed,
                $"UnityCapture has no room for {size} pictures: choose a smaller size, for example --size 1280x720.");
        }

        Number(WidthAt) = size.Width;
        Number(HeightAt) = size.Height;
        Number(StrideAt) = size.Width;
        Number(FormatAt) = Rgba8;
        Number(ResizeAt) = ResizeToFit;
        Number(MirrorAt) = 0;
        Number(TimeoutAt) = TimeoutMs;
        Rgba.ConvertBottomUp(picture, new Span<byte>((void*)(memory + PixelsAt), Rgba.Bytes(size)));
    }

    private ref int Number(int at) => ref *(int*)(memory + at);
}
