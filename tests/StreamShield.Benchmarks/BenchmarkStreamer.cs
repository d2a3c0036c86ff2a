using BenchmarkDotNet.Attributes;
using StreamShield.Core.Frames;
using StreamShield.Core.People;
using StreamShield.Core.Pixels;

namespace StreamShield.Benchmarks;

/// <summary>Keeping the streamer alone, with somebody else touching the streamer: the costly case, since the two must be told apart pixel by pixel.</summary>
public class BenchmarkStreamer : FrameBenchmark
{
    private readonly byte[] _small = new byte[256 * 144 * 3];
    private readonly byte[] _alpha = new byte[256 * 144];
    private StreamerSelector _selector = null!;

    [Params(false, true)]
    public bool Touching { get; set; }

    [Benchmark]
    public void Select()
    {
        _alpha.CopyTo(Coarse.Alpha);
        _selector.Select(Coarse, Coarse, _small, TimeSpan.FromSeconds(1 / 30.0));
    }

    protected override void Prepare()
    {
        _selector = Own(new StreamerSelector(256, 144));
        new AreaScaler(FrameSize, 256, 144).Scale(Frame.Pixels, _small);
        Coarse.Alpha.CopyTo(_alpha);
        Select();
        for (var i = 0; Touching && i < _alpha.Length; i++)
        {
            _alpha[i] = i % 256 is > 10 and < 60 && i / 256 > 30 ? (byte)255 : _alpha[i];
        }

        Select();
        for (var i = 0; Touching && i < _alpha.Length; i++)
        {
            _alpha[i] = i % 256 is > 10 and < 90 && i / 256 > 30 ? (byte)255 : _alpha[i];
        }
    }
}
