using BenchmarkDotNet.Attributes;
using StreamShield.Core.Frames;
using StreamShield.Core.Registration;
using StreamShield.Core.Veto;

namespace StreamShield.Benchmarks;

public class BenchmarkVeto : FrameBenchmark
{
    private PlateVeto _veto = null!;
    private Plate _plate = null!;

    [Benchmark]
    public void Veto() => _veto.Apply(Frame, new AlignedRoom(Frame.Id, _plate, Light.Same), Fine);

    /// <summary>The room around the person, something else behind: the matte is right, so every repetition finds it as it was.</summary>
    protected override void Prepare()
    {
        _veto = Own(new PlateVeto(FrameSize));
        _plate = Own(new Plate(FrameSize));
        for (var i = 0; i < _plate.Pixels.Length; i++)
        {
            _plate.Pixels[i] = (byte)(Fine.Alpha[i / 3] == 0 ? Frame.Pixels[i] : Frame.Pixels[i] ^ 0x80);
        }

        _plate.Confidence.Fill(255);
    }
}
