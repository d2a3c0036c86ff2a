using StreamShield.Core.Frames;
using StreamShield.Devices.VirtualCameras.Obs;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Devices.VirtualCameras;

namespace StreamShield.Tests.Contracts;

[Implementation(typeof(ObsCameraSink))]
public sealed class ObsCameraSinkContract : PictureSinkContract
{
    private readonly List<PlainMemory> _memories = [];

    protected override ISink Make(TempFolder folder, FrameSize size) => new ObsCameraSink(size, 30, bytes =>
    {
        _memories.Add(new PlainMemory(bytes));
        return _memories[^1];
    });

    protected override byte[] Seen(ISink sink, FrameSize size)
    {
        var memory = _memories[^1];
        Assert.Equal(((uint)size.Width, (uint)size.Height), (memory.Number(28), memory.Number(32)));
        var slot = (int)memory.Number(12 + (int)(memory.Number(4) % 3 * 4));
        Assert.True(slot + 32 + size.Nv12Bytes <= memory.Bytes);
        return memory.Span.Slice(slot + 32, size.Pixels).ToArray();
    }

    protected override void CleanUp() => _memories.ForEach(static memory => memory.Free());
}
