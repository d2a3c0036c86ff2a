using BenchmarkDotNet.Attributes;
using StreamShield.Core.Refining;

namespace StreamShield.Benchmarks;

public class BenchmarkRefine : FrameBenchmark
{
    private GuidedRefiner _refiner = null!;

    [Benchmark]
    public void Refine() => _refiner.Refine(Frame, Coarse, [], Fine);

    protected override void Prepare() => _refiner = Own(new GuidedRefiner(FrameSize, Coarse.Width, Coarse.Height));
}
