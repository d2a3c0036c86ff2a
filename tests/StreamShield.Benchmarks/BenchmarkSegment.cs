using BenchmarkDotNet.Attributes;
using StreamShield.Core;
using StreamShield.Onnx;

namespace StreamShield.Benchmarks;

public class BenchmarkSegment : FrameBenchmark
{
    private OnnxSegmenter _segmenter = null!;
    private Matte _matte = null!;

    [Benchmark]
    public void Segment() => _segmenter.Segment(Frame, _matte);

    protected override void Prepare()
    {
        _segmenter = Own(ModelStore.ForThisUser().Open(threads: 1));
        _matte = Own(new Matte(_segmenter.MatteWidth, _segmenter.MatteHeight));
    }
}
