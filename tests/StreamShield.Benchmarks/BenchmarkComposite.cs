using BenchmarkDotNet.Attributes;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;

namespace StreamShield.Benchmarks;

public class BenchmarkComposite : FrameBenchmark
{
    private HiddenPicture _hidden = null!;
    private Compositor _compositor = null!;
    private ShieldedFrame _output = null!;

    [Benchmark]
    public void Compose() => _compositor.Compose(Frame, Fine, _hidden, _output);

    protected override void Prepare()
    {
        _hidden = Own(new HiddenPicture(FrameSize));
        _compositor = Own(new Compositor(FrameSize));
        _output = Own(new ShieldedFrame(FrameSize));
    }
}
