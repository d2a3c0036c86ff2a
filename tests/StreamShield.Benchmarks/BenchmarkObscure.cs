using BenchmarkDotNet.Attributes;
using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Settings;

namespace StreamShield.Benchmarks;

/// <summary>Each effect, at rest and at its dearest: the light on room and streamer changes, so that the picture is drawn anew with every frame.</summary>
public class BenchmarkObscure : FrameBenchmark
{
    private const int Flips = 400;

    private IObscurer _obscurer = null!;
    private Frame _dark = null!;
    private int _frames;

    [ParamsSource(nameof(EffectNames))]
    public string Effect { get; set; } = Effects.Default;

    public static IEnumerable<string> EffectNames => Effects.All.Keys;

    [Benchmark]
    public void AtRest() => _obscurer.Obscure(Frame, Fine, TimeSpan.FromSeconds(1 / 30.0));

    /// <summary>Long in one light and long in the other: levels wait before they change, and then glide.</summary>
    [Benchmark]
    public void InChange() => _obscurer.Obscure(_frames++ / Flips % 2 == 0 ? Frame : _dark, Fine, TimeSpan.FromSeconds(1 / 30.0));

    protected override void Prepare()
    {
        _dark = Own(Own(new FramePool(FrameSize, 1)).Rent());
        for (var i = 0; i < _dark.Pixels.Length; i++)
        {
            _dark.Pixels[i] = (byte)(Frame.Pixels[i] / 3);
        }

        _dark.Stamp(2, 1);
        _obscurer = Own(Effects.Make(FrameSize, new ShieldSettings { Effect = Effect, Image = new BackgroundImage(2, 1, [0, 0, 255, 255, 0, 0]) }.EffectChoice));
    }
}
