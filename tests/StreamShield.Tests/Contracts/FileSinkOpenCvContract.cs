using StreamShield.Core.Frames;
using StreamShield.Devices.Recording;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

[Implementation(typeof(FileSink))]
public sealed class FileSinkOpenCvContract : PictureSinkContract
{
    protected override bool Compresses => true;

    protected override ISink Make(TempFolder folder, FrameSize size) => new FileSink(folder.File("out.mp4"), size, 30, useFfmpeg: false);

    protected override byte[] Seen(ISink sink, FrameSize size)
    {
        sink.Complete();
        return TestPictures.FirstLuma(Folder.File("out.mp4"));
    }
}
