using System.Buffers.Binary;
using System.Runtime.InteropServices;
using StreamShield.Devices.Cameras;

namespace StreamShield.Tests.Devices.Cameras;

/// <summary>Format blocks as DirectShow's headers lay them out.</summary>
public sealed class DirectShowFormatTests
{
    private static readonly Guid Mjpg = new("47504A4D-0000-0010-8000-00AA00389B71");
    private static readonly Guid Rgb24 = new("E436EB7D-524F-11CE-9F53-0020AF0BA770");
    private static readonly Guid VideoInfo = new("05589F80-C356-11CE-BF01-00AA0055595A");
    private static readonly Guid VideoInfo2 = new("F72A76A0-EB0A-11D0-ACE4-0000C0CC16BA");

    [Fact]
    public void Both_kinds_of_header_are_read()
    {
        Assert.Equal("MJPG 1280x720 at 30, 5 fps", DirectShowFormat.Read(Mjpg, VideoInfo, Header(48, 1280, 720, 2_000_000), Capabilities(333_333))!.ToString());
        Assert.Equal("RGB24 640x480 at 30 fps", DirectShowFormat.Read(Rgb24, VideoInfo2, Header(72, 640, -480, 333_333), Capabilities(333_333))!.ToString());
    }

    [Fact]
    public void Strange_blocks_give_no_mode()
    {
        Assert.Null(DirectShowFormat.Read(Mjpg, VideoInfo, new byte[20], []));
        Assert.Null(DirectShowFormat.Read(Mjpg, Guid.Empty, Header(48, 640, 480, 333_333), []));
        Assert.Null(DirectShowFormat.Read(Mjpg, VideoInfo, Header(48, 0, 480, 333_333), []));
        Assert.Empty(DirectShowFormat.Read(Mjpg, VideoInfo, Header(48, 640, 480, 0), new byte[8])!.Rates);
    }

    [Fact]
    public void Modes_that_differ_in_rate_only_are_one()
    {
        var merged = DirectShowFormat.Merge([new("MJPG", 640, 480, [15]), new("MJPG", 640, 480, [30, 15]), new("YUY2", 640, 480, [])]);
        Assert.Equal(["MJPG 640x480 at 30, 15 fps", "YUY2 640x480"], merged.Select(mode => mode.ToString()));
    }

    [Fact]
    public void The_media_type_has_windows_size()
    {
        Assert.SkipWhen(nint.Size != 8, "64-bit only");
        Assert.Equal(88, Marshal.SizeOf<MediaType>());
        Assert.Equal(80, (int)Marshal.OffsetOf<MediaType>(nameof(MediaType.Format)));
    }

    private static byte[] Header(int bitmap, int width, int height, long interval)
    {
        var block = new byte[bitmap + 40];
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(40), interval);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(bitmap + 4), width);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(bitmap + 8), height);
        return block;
    }

    private static byte[] Capabilities(long minInterval)
    {
        var block = new byte[128];
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(104), minInterval);
        return block;
    }
}
