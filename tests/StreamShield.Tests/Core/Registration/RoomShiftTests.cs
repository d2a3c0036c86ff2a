using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Registration;

namespace StreamShield.Tests.Core.Registration;

public class RoomShiftTests
{
    private static readonly FrameSize Wide = new(128, 64);

    private static readonly Gen<RoomShift> Shifts = Gen.Select(Gen.Double[0.5, 2], Gen.Double[-1, 1], Gen.Double[-0.5, 0.5], Gen.Double[-0.5, 0.5],
        (scale, skew, x, y) => RoomShift.None(Wide) with { Scale = scale, Skew = skew, X = x, Y = y });

    [Fact]
    public void None_leaves_every_place_where_it_is()
    {
        var none = RoomShift.None(Wide);

        Assert.Equal(new ZonePoint(0.25, 0.75), none.Map(new ZonePoint(0.25, 0.75)));
        Assert.Equal((1.0, 0.0), (none.Zoom, none.Degrees));
    }

    [Fact]
    public void A_shift_is_counted_in_picture_heights()
    {
        var shift = RoomShift.None(Wide) with { X = 0.5, Y = -0.25 };

        Assert.Equal(new ZonePoint(0.75, 0.25), shift.Map(new ZonePoint(0.5, 0.5)));
        Assert.Equal(Math.Sqrt(0.3125), shift.Distance(RoomShift.None(Wide)), 12);
    }

    /// <summary>Clockwise: what was at the right edge's middle is now below the picture, one height from the centre.</summary>
    [Fact]
    public void A_quarter_turn_keeps_lengths_in_a_wide_picture()
    {
        var turned = RoomShift.None(Wide) with { Scale = 0, Skew = 1 };
        var place = turned.Map(new ZonePoint(1, 0.5));

        Assert.Equal(0.5, place.X, 12);
        Assert.Equal(1.5, place.Y, 12);
        Assert.Equal(90, turned.Degrees, 12);
    }

    [Fact]
    public void A_zoom_moves_the_corners_by_half_the_diagonal()
    {
        var zoomed = RoomShift.None(Wide) with { Scale = 1.1 };

        Assert.Equal(0.1 * Math.Sqrt(1.25), zoomed.Distance(RoomShift.None(Wide)), 12);
    }

    [Fact]
    public void One_movement_after_another_is_both() => Gen.Select(Shifts, Shifts, Gen.Double[0, 1], Gen.Double[0, 1]).Sample((first, second, x, y) =>
    {
        var (both, inTurn) = (second.After(first).Map(new ZonePoint(x, y)), second.Map(first.Map(new ZonePoint(x, y))));
        return Math.Abs(both.X - inTurn.X) < 1e-9 && Math.Abs(both.Y - inTurn.Y) < 1e-9 && first.Inverse().After(first).Distance(RoomShift.None(Wide)) < 1e-9;
    });

    [Fact]
    public void The_inverse_leads_back() => Gen.Select(Shifts, Gen.Double[0, 1], Gen.Double[0, 1]).Sample((shift, x, y) =>
    {
        var back = shift.Inverse().Map(shift.Map(new ZonePoint(x, y)));
        return Math.Abs(back.X - x) < 1e-9 && Math.Abs(back.Y - y) < 1e-9;
    });
}
