using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Lab.Latency;

/// <summary>Runs a model for its cost and then shows the whole picture, so that the number in the corner comes through. Null runs none.</summary>
internal sealed class WholePicture(ISegmenter? inner) : ISegmenter
{
    public string Name => inner?.Name ?? "none";

    public (int Width, int Height) MatteSize(FrameSize frame) => inner?.MatteSize(frame) ?? (256, 144);

    public void Segment(Frame frame, Matte matte)
    {
        inner?.Segment(frame, matte);
        matte.Alpha.Fill(255);
        matte.Stamp(frame.Id);
    }

    public void Dispose() => inner?.Dispose();
}
