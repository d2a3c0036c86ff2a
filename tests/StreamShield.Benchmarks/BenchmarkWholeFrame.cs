using BenchmarkDotNet.Attributes;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;
using StreamShield.Onnx;

namespace StreamShield.Benchmarks;

public class BenchmarkWholeFrame : FrameBenchmark
{
    private FrameShield _shield = null!;
    private ShieldedFrame _output = null!;

    [Benchmark]
    public void Shield() => _shield.Shield(Frame, _output);

    protected override void Prepare()
    {
        _shield = Own(new FrameShield(FrameSize, ModelStore.ForThisUser().Open(threads: 1), new ShieldSettings()));
        _output = Own(new ShieldedFrame(FrameSize));
    }
}
