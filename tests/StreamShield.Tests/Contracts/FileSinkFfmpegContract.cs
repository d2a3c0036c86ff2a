using StreamShield.Core.Frames;
using StreamShield.Devices.Recording;
using StreamShield.Devices.Tools;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

public sealed class FileSinkFfmpegContract : SinkContract
{
    protected override string? Missing => ExternalTool.Ffmpeg is null ? TestClips.NoFfmpeg : null;

    protected override ISink Make(TempFolder folder, FrameSize size) => new FileSink(folder.File("out.mp4"), size, 30);
}
