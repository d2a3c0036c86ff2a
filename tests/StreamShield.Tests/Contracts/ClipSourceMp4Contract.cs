namespace StreamShield.Tests.Contracts;

/// <summary>Over an MPEG-4 clip, whose pictures depend on each other.</summary>
public sealed class ClipSourceMp4Contract : ClipSourceContract
{
    protected override string FileName => "clip.mp4";
}
