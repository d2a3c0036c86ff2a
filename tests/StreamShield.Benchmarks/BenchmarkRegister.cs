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
        DrawRoom(_plate.Pixels);
        _plate.Confidence.Fill(255);
        _registration = Own(new RoomRegistration(FrameSize));
        _registration.Use(_plate);

        // The frame: the same room two pixels aside, with the streamer's place filled by what was there.
        var pixels = Frame.Pixels;
        var known = Fine.Alpha;
        for (var i = 0; i < known.Length; i++)
        {
            if (known[i] == 0 && i + 2 < known.Length)
            {
                _plate.Pixels.Slice((i + 2) * 3, 3).CopyTo(pixels[(i * 3)..]);
            }
        }
    }

    /// <summary>Boxes of random colours, a twentieth of the picture wide.</summary>
    private void DrawRoom(Span<byte> pixels)
    {
        var random = new Random(2);
        for (var box = 0; box < 900; box++)
        {
            var (left, top) = (random.Next(FrameSize.Width), random.Next(FrameSize.Height));
            var (right, bottom) = (Math.Min(left + (FrameSize.Width / 20), FrameSize.Width), Math.Min(top + (FrameSize.Height / 16), FrameSize.Height));
            var (b, g, r) = ((byte)random.Next(30, 220), (byte)random.Next(30, 220), (byte)random.Next(30, 220));
            for (var y = top; y < bottom; y++)
            {
                for (var x = left; x < right; x++)
                {
                    var at = ((y * FrameSize.Width) + x) * 3;
                    (pixels[at], pixels[at + 1], pixels[at + 2]) = (b, g, r);
                }
            }
        }
    }
}
