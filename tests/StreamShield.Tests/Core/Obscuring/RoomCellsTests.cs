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
    [Fact]
    public void A_level_waits_half_a_second_and_starts_again_when_the_old_colour_is_back()
    {
        using var cells = new RoomCells(Size, 4, step: 6);
        Update(cells, 50);
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 14; i++)
            {
                Assert.False(Update(cells, 200));
            }

            Assert.False(Update(cells, 50));
        }

        var before = cells.Colours[0];
        for (var i = 0; i < 14; i++)
        {
            Update(cells, 200);
        }

        Assert.Equal(before, cells.Colours[0]);
        Assert.True(Update(cells, 200));
        Assert.True(cells.Colours[0] > before);
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

        cells.Update(frame, right);
        Assert.Equal(cells.Colours[0], cells.Colours[3]);

        // Seen at last: glides to what it is, and stays when covered again.
        for (var i = 0; i < 60; i++)
        {
            cells.Update(frame, nobody);
        }

        var seen = cells.Colours.ToArray();
        Assert.True(seen[3] > seen[0] + 80);
        cells.Update(frame, right);
        Assert.Equal(seen, cells.Colours.ToArray());
    }

    private static bool Update(RoomCells cells, byte value)
    {
        using var matte = TestPictures.Matte(Size, (_, _) => 0);
        return cells.Update(TestPictures.Frame(Size, (_, _) => (value, value, value)), matte);
    }
}
