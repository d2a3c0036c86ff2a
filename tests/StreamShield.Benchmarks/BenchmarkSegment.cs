using BenchmarkDotNet.Attributes;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
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
        var (width, height) = _segmenter.MatteSize(Frame.Size);
        _matte = Own(new Matte(width, height));
    }
}
