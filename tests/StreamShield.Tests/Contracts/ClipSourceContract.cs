using StreamShield.Core.Frames;
using StreamShield.Devices.Clips;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Contracts;

/// <summary>Over a Motion JPEG clip.</summary>
[Implementation(typeof(ClipSource))]
public class ClipSourceContract : SourceContract
{
    private readonly TempFolder _folder = new();

    protected virtual string FileName => "clip.avi";

    protected override ISource Make(int frames) => new ClipSource(TestClips.Numbered(_folder, frames, FileName), loop: false, paced: false);

    protected override void CleanUp() => _folder.Dispose();
}
