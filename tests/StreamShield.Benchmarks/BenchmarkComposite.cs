using BenchmarkDotNet.Attributes;
using StreamShield.Core;

namespace StreamShield.Benchmarks;

public class BenchmarkComposite : FrameBenchmark
{
    private readonly HiddenPicture _hidden = new();
    private Compositor _compositor = null!;
    private ShieldedFrame _output = null!;

    [Benchmark]
    public void Compose() => _compositor.Compose(Frame, Fine, _hidden, _output);

    protected override void Prepare()
    {
        _compositor = new Compositor(FrameSize);
        _output = new ShieldedFrame(FrameSize);
    }
}
