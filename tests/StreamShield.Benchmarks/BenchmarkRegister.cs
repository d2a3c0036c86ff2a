using BenchmarkDotNet.Attributes;
using StreamShield.Core.Frames;
using StreamShield.Core.Registration;

namespace StreamShield.Benchmarks;

/// <summary>The room is looked for in a frame; beside it the two rarer costs: the plate is moved when the shift has changed, and anchors are chosen in a new plate.</summary>
public class BenchmarkRegister : FrameBenchmark
{
    private Plate _plate = null!;
    private Plate _target = null!;
    private RoomRegistration _registration = null!;
    private double _x;

    [Benchmark]
    public AlignedRoom Register() => _registration.Register(Frame, Coarse);

    [Benchmark]
    public void MovePlate() => PlateWarp.Warp(_plate, RoomShift.None(FrameSize) with { X = _x = 0.002 - _x, Skew = 0.001 }, _target);

    [Benchmark]
    public void NewPlate() => _registration.Improve(_plate);

    protected override void Prepare()
    {
        _plate = Own(new Plate(FrameSize));
        _target = Own(new Plate(FrameSize));
        RoomScene.Draw(_plate, Frame, Fine);
        _registration = Own(new RoomRegistration(FrameSize, TimeProvider.System));
        _registration.Use(_plate);
    }
}
