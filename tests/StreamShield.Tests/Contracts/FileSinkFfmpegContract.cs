using StreamShield.Core.Frames;
using StreamShield.Devices.Recording;
using StreamShield.Devices.Tools;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

[Implementation(typeof(FileSink))]
public sealed class FileSinkFfmpegContract : PictureSinkContract
{
    protected override bool Compresses => true;

    protected override string? Missing => ExternalTool.Ffmpeg is null ? TestClips.NoFfmpeg : null;

    protected override ISink Make(TempFolder folder, FrameSize size) => new FileSink(folder.File("out.mp4"), size, 30);

    protected override byte[] Seen(ISink sink, FrameSize size)
    {
        sink.Complete();
        return TestPictures.FirstLuma(Folder.File("out.mp4"));
    }
}
