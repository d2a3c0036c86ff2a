using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Tests.Core;

/// <summary>A segmenter that does what the test says, counted.</summary>
internal sealed class ScriptedSegmenter(Action<Frame, Matte> script, int width = 64, int height = 48) : ISegmenter
{
    public string Name => "scripted";

    public (int Width, int Height) MatteSize(FrameSize frame) => (width, height);

    public int Calls { get; private set; }

    public bool Disposed { get; private set; }

    /// <summary>Everybody hidden.</summary>
    public static ScriptedSegmenter Nobody() => new((frame, matte) => matte.Stamp(frame.Id));

    /// <summary>The left half is the streamer.</summary>
    public static ScriptedSegmenter LeftHalf() => new((frame, matte) =>
    {
        for (var y = 0; y < matte.Height; y++)
        {
            matte.Alpha.Slice(y * matte.Width, matte.Width / 2).Fill(255);
        }

        matte.Stamp(frame.Id);
    });

    public void Segment(Frame frame, Matte matte)
    {
        Calls++;
        script(frame, matte);
    }

    public void Dispose() => Disposed = true;
}
