using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Tests.EndToEnd.Faults;

/// <summary>Ways in which a model goes wrong that must never show the room, and how long it is to go on so.</summary>
internal enum ModelFault
{
    None,
    Refuses,
    Throws,
    DoesNothing,
    AnswersAnotherFrame,
    HalfAnswers,
    IsSlow,
    Hangs,
}

/// <summary>The real model behind a switch.</summary>
internal sealed class FaultyModel(ISegmenter inner, Func<ModelFault> fault, ManualResetEvent go) : ISegmenter
{
    public string Name => inner.Name;

    public (int Width, int Height) MatteSize(FrameSize frame) => inner.MatteSize(frame);

    public void Segment(Frame frame, Matte matte)
    {
        switch (fault())
        {
            case ModelFault.Refuses:
                throw new ShieldException(SlateReason.ModelFailed, "The test's model refuses.");
            case ModelFault.Throws:
                throw new InvalidOperationException("The test's model breaks.");
            case ModelFault.DoesNothing:
                return;
            case ModelFault.AnswersAnotherFrame:
                inner.Segment(frame, matte);
                matte.Stamp(frame.Id + 1);
                return;
            case ModelFault.HalfAnswers:
                inner.Segment(frame, matte);
                throw new IOException("The test's model breaks after its answer.");
            case ModelFault.IsSlow:
                go.WaitOne(TimeSpan.FromMilliseconds(120));
                break;
            case ModelFault.Hangs:
                go.WaitOne(TimeSpan.FromSeconds(2));
                break;
        }

        inner.Segment(frame, matte);
    }

    public void Dispose() => inner.Dispose();
}
