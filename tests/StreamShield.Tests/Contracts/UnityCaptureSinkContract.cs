using StreamShield.Core.Frames;
using StreamShield.Devices.VirtualCameras.UnityCapture;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Devices.VirtualCameras;

namespace StreamShield.Tests.Contracts;

/// <summary>With a receiver, for without one nothing is converted.</summary>
[Implementation(typeof(UnityCaptureSink))]
public sealed class UnityCaptureSinkContract : PictureSinkContract
{
    private readonly List<FakeReceiver> _receivers = [];

    protected override ISink Make(TempFolder folder, FrameSize size)
    {
        _receivers.Add(new FakeReceiver(size));
        return new UnityCaptureSink(size, () => _receivers[^1]);
    }

    /// <summary>Rows from the bottom, grey in full range.</summary>
    protected override byte[] Seen(ISink sink, FrameSize size)
    {
        var memory = _receivers[^1].Memory;
        var (width, height, stride) = ((int)memory.Number(4), (int)memory.Number(8), (int)memory.Number(12));
        Assert.Equal((size.Width, size.Height), (width, height));
        var luma = new byte[width * height];
        for (var i = 0; i < luma.Length; i++)
        {
            var level = memory.Span[UnityPicture.PixelsAt + ((((height - 1 - (i / width)) * stride) + (i % width)) * 4)];
            luma[i] = (byte)Math.Round(16 + (level * 219 / 255.0));
        }

        return luma;
    }

    protected override void CleanUp() => _receivers.ForEach(static receiver => receiver.Memory.Free());
}
