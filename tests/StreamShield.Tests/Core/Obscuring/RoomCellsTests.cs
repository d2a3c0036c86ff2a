using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;

namespace StreamShield.Tests.Core.Obscuring;

public class RoomCellsTests
{
    private static readonly FrameSize Size = new(64, 64);

    [Fact]
    public void Noise_does_not_dither_a_level()
    {
        using var cells = new RoomCells(Size, 4, step: 6);
        Update(cells, 98);
        var first = cells.Colours.ToArray();
        for (var i = 0; i < 40; i++)
        {
            // These round to different levels of a plain quantiser with steps of 6.
            Assert.False(Update(cells, (byte)(i % 2 == 0 ? 98 : 101)));
            Assert.Equal(first, cells.Colours.ToArray());
        }
    }

    /// <summary>An arm that the model misses for a moment does not tint its cells.</summary>
    [Theory]
    [InlineData(15)]
    [InlineData(30)]
    [InlineData(60)]
    public void A_level_waits_half_a_second_and_starts_again_when_the_old_colour_is_back(int rate)
    {
        using var cells = new RoomCells(Size, 4, step: 6);
        var passed = TimeSpan.FromSeconds(1.0 / rate);
        Update(cells, 50, passed);
        for (var round = 0; round < 3; round++)
        {
            Assert.DoesNotContain(true, Enumerable.Range(0, (rate / 2) - 1).Select(_ => Update(cells, 200, passed)));
            Assert.False(Update(cells, 50, passed));
        }

        var before = cells.Colours[0];
        Assert.Contains(true, Enumerable.Range(0, (rate / 2) + 1).Select(_ => Update(cells, 200, passed)));
        Assert.True(cells.Colours[0] > before);
    }

    /// <summary>A second without pictures is not a second in which the new colour was seen.</summary>
    [Fact]
    public void The_first_picture_after_a_gap_changes_no_level()
    {
        using var cells = new RoomCells(Size, 4, step: 6);
        Update(cells, 50);

        Assert.False(Update(cells, 200, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(30)]
    [InlineData(60)]
    public void A_new_colour_is_reached_in_the_same_time_at_every_rate(int rate)
    {
        using var cells = new RoomCells(Size, 4, step: 6);
        var passed = TimeSpan.FromSeconds(1.0 / rate);
        Update(cells, 50, passed);
        var start = cells.Colours[0];
        for (var i = 0; i < rate * 3 / 4; i++)
        {
            Update(cells, 200, passed);
        }

        // A quarter of a second after the level changed: one time constant.
        Assert.InRange((cells.Colours[0] - start) / (190 - start), 0.55f, 0.75f);
    }

    [Fact]
    public void A_new_level_is_glided_to_and_reached()
    {
        using var cells = new RoomCells(Size, 4, step: 6);
        Update(cells, 50);
        var last = cells.Colours[0];
        for (var i = 0; i < 80; i++)
        {
            Update(cells, 200);
            Assert.InRange(cells.Colours[0] - last, 0, 17);
            last = cells.Colours[0];
        }

        // 200 is 188 as NV12 counts; the nearest level from 16 in steps of 6 is 190.
        Assert.Equal(190, last);
        Assert.False(Update(cells, 200));
    }

    [Fact]
    public void A_cell_behind_the_streamer_keeps_what_was_seen_and_an_unseen_one_takes_its_neighbours()
    {
        using var cells = new RoomCells(new FrameSize(64, 32), 2, step: 6);
        using var right = TestPictures.Matte(64, 32, (x, _) => x >= 40 ? 255 : 0);
        using var nobody = TestPictures.Matte(64, 32, (_, _) => 0);
        var frame = TestPictures.Frame(new FrameSize(64, 32), (x, _) => x < 32 ? ((byte)64, (byte)64, (byte)64) : ((byte)192, (byte)192, (byte)192));

        cells.Update(frame, right, TestPictures.FrameTime);
        Assert.Equal(cells.Colours[0], cells.Colours[3]);

        // Seen at last: glides to what it is, and stays when covered again.
        for (var i = 0; i < 60; i++)
        {
            cells.Update(frame, nobody, TestPictures.FrameTime);
        }

        var seen = cells.Colours.ToArray();
        Assert.True(seen[3] > seen[0] + 80);
        cells.Update(frame, right, TestPictures.FrameTime);
        Assert.Equal(seen, cells.Colours.ToArray());
    }

    private static bool Update(RoomCells cells, byte value) => Update(cells, value, TestPictures.FrameTime);

    private static bool Update(RoomCells cells, byte value, TimeSpan passed)
    {
        using var matte = TestPictures.Matte(Size, (_, _) => 0);
        return cells.Update(TestPictures.Frame(Size, (_, _) => (value, value, value)), matte, passed);
    }
}
