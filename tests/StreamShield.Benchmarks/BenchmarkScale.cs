using BenchmarkDotNet.Attributes;
using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Benchmarks;

public class BenchmarkScale : FrameBenchmark
{
    private readonly byte[] _small = new byte[256 * 144 * 3];
    private AreaScaler _scaler = null!;

    [Benchmark]
    public void Scale() => _scaler.Scale(Frame.Pixels, _small);

    protected override void Prepare() => _scaler = new AreaScaler(FrameSize, 256, 144);
}
