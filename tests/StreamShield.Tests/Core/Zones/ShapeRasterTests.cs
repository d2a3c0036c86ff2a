using StreamShield.Core.Frames;
using StreamShield.Core.Zones;

namespace StreamShield.Tests.Core.Zones;

/// <summary>Literal masks of every shape, in pixels of a picture that no zone rule has touched.</summary>
public class ShapeRasterTests
{
    private static string Draw(FrameSize size, int columns, int rows, ZoneShape shape, bool outer)
    {
        // Shapes are given for the upper left corner of the smallest picture there is, so that masks stay readable.
        var plane = new byte[size.Pixels];
        var corners = new ZonePoint[Zone.MaxCorners];
        var outline = corners.AsSpan(0, shape.Outline(corners, outer));
        foreach (ref var corner in outline)
        {
            corner = new ZonePoint(corner.X * columns, corner.Y * rows);
        }

        ShapeRaster.Fill(outline, outer, plane, size);
        return string.Join('\n', Enumerable.Range(0, rows).Select(y => string.Concat(Enumerable.Range(0, columns).Select(x => plane[(y * size.Width) + x] == 1 ? '#' : '.'))));
    }

    private static string Draw(int side, ZoneShape shape, bool outer) => Draw(new FrameSize(32, 32), side, side, shape, outer);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rectangle_along_the_pixels_is_exact(bool outer) => Assert.Equal(
        """
        ....
        .##.
        .##.
        ....
        """, Draw(4, new RectangleShape(0.25, 0.25, 0.5, 0.5), outer));

    [Fact]
    public void A_pixel_touched_in_part_counts_outside_and_not_inside()
    {
        var shape = new RectangleShape(0.2, 0.25, 0.5, 0.5);
        Assert.Equal(
            """
            ....
            ###.
            ###.
            ....
            """, Draw(4, shape, outer: true));
        Assert.Equal(
            """
            ....
            .#..
            .#..
            ....
            """, Draw(4, shape, outer: false));
    }

    [Fact]
    public void An_ellipse()
    {
        var shape = new EllipseShape(0.5, 0.5, 0.5, 0.5);
        Assert.Equal(
            """
            .######.
            ########
            ########
            ########
            ########
            ########
            ########
            .######.
            """, Draw(8, shape, outer: true));
        Assert.Equal(
            """
            ........
            ..####..
            .######.
            .######.
            .######.
            .######.
            ..####..
            ........
            """, Draw(8, shape, outer: false));
    }

    [Fact]
    public void A_triangle()
    {
        var shape = new PolygonShape([new(0, 0), new(1, 1), new(0, 1)]);
        Assert.Equal(
            """
            #...
            ##..
            ###.
            ####
            """, Draw(4, shape, outer: true));
        Assert.Equal(
            """
            ....
            #...
            ##..
            ###.
            """, Draw(4, shape, outer: false));
    }

    /// <summary>A square within a square, drawn as one line: the inner one is outside.</summary>
    [Fact]
    public void Even_odd_leaves_holes()
    {
        var shape = new PolygonShape(
        [
            new(0, 0), new(1, 0), new(1, 1), new(0, 1), new(0, 0),
            new(0.25, 0.25), new(0.75, 0.25), new(0.75, 0.75), new(0.25, 0.75), new(0.25, 0.25),
        ]);
        Assert.Equal(
            """
            ########
            ########
            ##....##
            ##....##
            ##....##
            ##....##
            ########
            ########
            """, Draw(8, shape, outer: true));
    }

    [Fact]
    public void A_shape_over_the_edge_is_cut_there() => Assert.Equal(
        """
        ##..
        ##..
        ....
        ....
        """, Draw(4, new RectangleShape(-1, -1, 1.5, 1.5), outer: true));

    [Theory]
    [InlineData(1.2, 0.2)]
    [InlineData(-0.9, 0.2)]
    [InlineData(0.2, 1.5)]
    [InlineData(0.2, -0.9)]
    public void A_shape_outside_fills_nothing(double left, double top)
    {
        var size = new FrameSize(32, 32);
        Assert.DoesNotContain('#', Draw(size, 32, 32, new RectangleShape(left, top, 0.3, 0.3), outer: true));
    }

    [Fact]
    public void A_hair_line_hides_what_it_touches_and_keeps_nothing()
    {
        var shape = new RectangleShape(0.3, 0, 0.001, 1);
        Assert.Equal(
            """
            .#..
            .#..
            .#..
            .#..
            """, Draw(4, shape, outer: true));
        Assert.DoesNotContain('#', Draw(4, shape, outer: false));
    }
}
