using BenchmarkDotNet.Attributes;
using StreamShield.Core.Frames;
using StreamShield.Core.Zones;

namespace StreamShield.Benchmarks;

/// <summary>The zones' last word on a matte: one window, the most there can be, and the most there can be with the widest feathers. Drawing them is not part of a frame.</summary>
public class BenchmarkZones : FrameBenchmark
{
    private ZoneMask _zones = null!;

    [Params("one", "most", "widest")]
    public string Zones { get; set; } = "one";

    [Benchmark]
    public void Apply() => _zones.Apply(Frame, Fine);

    protected override void Prepare()
    {
        _zones = Own(new ZoneMask(FrameSize));
        _zones.Set(Zones switch
        {
            "one" => [new Zone { Name = "window", Shape = new RectangleShape(0.6, 0.1, 0.3, 0.5), Feather = 0.02 }],
            "most" => Stars(0.01),
            _ => Stars(Zone.MaxFeather),
        });
    }

    /// <summary>64 stars of 256 corners all over the picture, every fourth one kept.</summary>
    private static Zone[] Stars(double feather) =>
    [
        .. Enumerable.Range(0, Zone.MaxZones).Select(i => new Zone
        {
            Name = $"star {i}",
            Kind = i % 4 == 3 ? ZoneKind.Keep : ZoneKind.Hide,
            Shape = new PolygonShape([.. Enumerable.Range(0, Zone.MaxCorners).Select(corner => Corner(((i % 8) + 0.5) / 8, ((i / 8) + 0.5) / 8, corner))]),
            Feather = feather,
        }),
    ];

    private static ZonePoint Corner(double x, double y, int corner)
    {
        var (sine, cosine) = Math.SinCos(2 * Math.PI * corner / Zone.MaxCorners);
        var radius = corner % 2 == 0 ? 0.07 : 0.03;
        return new ZonePoint(x + (radius * cosine), y + (radius * sine));
    }
}
