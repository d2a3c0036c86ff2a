using BenchmarkDotNet.Attributes;
using StreamShield.Core.Frames;
using StreamShield.Core.Plates;
using StreamShield.Core.Registration;

namespace StreamShield.Benchmarks;

public class BenchmarkLearn : FrameBenchmark
{
    private readonly long _frameTime = TimeProvider.System.TimestampFrequency / 30;
    private PlateLearner _learner = null!;
    private long _id = 1;

    /// <summary>One frame of thirty a second.</summary>
    [Benchmark]
    public void Learn()
    {
        Frame.Stamp(++_id, _id * _frameTime);
        Coarse.Stamp(_id);
        Fine.Stamp(_id);
        _learner.Learn(Frame, Light.Same, Coarse, Fine);
    }

    protected override void Prepare() => _learner = Own(new PlateLearner(FrameSize, TimeProvider.System));
}
