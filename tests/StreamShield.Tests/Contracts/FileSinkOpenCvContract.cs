using StreamShield.Core.Frames;
using StreamShield.Devices.Recording;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

public sealed class FileSinkOpenCvContract : SinkContract
{
    protected override ISink Make(TempFolder folder, FrameSize size) => new FileSink(folder.File("out.mp4"), size, 30, useFfmpeg: false);
}
