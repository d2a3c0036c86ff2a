using BenchmarkDotNet.Attributes;
using StreamShield.Core;

namespace StreamShield.Benchmarks;

public class BenchmarkObscure : FrameBenchmark
{
    private HiddenPicture _hidden = null!;
    private IObscurer _obscurer = null!;

    [ParamsSource(nameof(EffectNames))]
    public string Effect { get; set; } = "blur";

    public static IEnumerable<string> EffectNames => Effects.All.Keys;

    [Benchmark]
    public void Obscure() => _obscurer.Obscure(Frame, Fine, _hidden);

    protected override void Prepare()
    {
        _hidden = Own(new HiddenPicture());
        _obscurer = Effects.All[Effect](FrameSize, ShieldSettings.DefaultStrength);
    }
}
