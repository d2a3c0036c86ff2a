using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Tests.EndToEnd;

/// <summary>A real segmenter between the test's own hands: the script gets the frame, the matte and the real one's work.</summary>
internal sealed class FaultySegmenter(ISegmenter inner, Action<Frame, Matte, Action> script) : ISegmenter
{
    public string Name => inner.Name;

    public (int Width, int Height) MatteSize(FrameSize frame) => inner.MatteSize(frame);

    public void Segment(Frame frame, Matte matte) => script(frame, matte, () => inner.Segment(frame, matte));

    public void Dispose() => inner.Dispose();
}
