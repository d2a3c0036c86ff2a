using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Registration;
using StreamShield.Core.Rooms;

namespace StreamShield.Tests.Core.Rooms;

public class RoomHintsTests
{
    private static readonly FrameSize Size = RoomPictures.Size;

    [Fact]
    public void The_plate_is_told_in_the_frames_light_at_the_segmenters_size()
    {
        using var plate = RoomPictures.Plate((_, _) => (100, 120, 140));
        using var hints = new SegmenterHints(48, 32);
        using var room = new RoomHints(Size, 48, 32);

        room.Fill(new AlignedRoom(1, plate, new Light(0.5f, 10, 1, -20, 2, 0)), hints);

        for (var i = 0; i < hints.Known.Length; i++)
        {
            Assert.Equal((60, 100, 255), (hints.Plate[i * 3], hints.Plate[(i * 3) + 1], hints.Plate[(i * 3) + 2]));
            Assert.Equal(255, hints.Known[i]);
        }
    }

    [Fact]
    public void A_small_pixel_is_known_as_well_as_its_least_known()
    {
        using var plate = RoomPictures.Plate(RoomPictures.Flat);
        plate.Confidence[(21 * Size.Width) + 51] = 7;
        plate.MarkChanged();
        using var hints = new SegmenterHints(48, 32);
        using var room = new RoomHints(Size, 48, 32);

        room.Fill(new AlignedRoom(1, plate, Light.Same), hints);

        for (var i = 0; i < hints.Known.Length; i++)
        {
            Assert.Equal(i == (10 * 48) + 25 ? 7 : 255, hints.Known[i]);
        }
    }

    /// <summary>A changed plate is told from the next frame on, another one at once.</summary>
    [Fact]
    public void A_changed_plate_is_told_anew()
    {
        using var plate = RoomPictures.Plate(RoomPictures.Flat);
        using var other = RoomPictures.Plate((_, _) => (1, 2, 3));
        using var hints = new SegmenterHints(48, 32);
        using var room = new RoomHints(Size, 48, 32);
        room.Fill(new AlignedRoom(1, plate, Light.Same), hints);
        plate.Pixels.Fill(9);
        plate.MarkChanged();

        room.Fill(new AlignedRoom(2, plate, Light.Same), hints);
        Assert.Equal(9, hints.Plate[0]);

        room.Fill(new AlignedRoom(3, other, Light.Same), hints);
        Assert.Equal(1, hints.Plate[0]);
    }

    /// <summary>The registration moves the plate within one buffer as the camera shifts: the hints must follow.</summary>
    [Fact]
    public void A_moved_plate_is_told_anew()
    {
        using var plate = RoomPictures.Plate((x, _) => ((byte)(2 * x), 0, 0));
        using var moved = new Plate(Size);
        using var hints = new SegmenterHints(48, 32);
        using var room = new RoomHints(Size, 48, 32);
        PlateWarp.Warp(plate, RoomShift.None(Size), moved);
        room.Fill(new AlignedRoom(1, moved, Light.Same), hints);
        Assert.Equal(41, hints.Plate[10 * 3]);

        PlateWarp.Warp(plate, RoomShift.None(Size) with { X = 2.0 / Size.Height }, moved);
        room.Fill(new AlignedRoom(2, moved, Light.Same), hints);

        Assert.Equal(37, hints.Plate[10 * 3]);
    }

    [Fact]
    public void A_segmenter_finer_than_the_frame_is_served_too()
    {
        using var plate = RoomPictures.Plate(RoomPictures.Flat);
        using var hints = new SegmenterHints(320, 320);
        using var room = new RoomHints(Size, 320, 320);

        room.Fill(new AlignedRoom(1, plate, Light.Same), hints);

        Assert.All(hints.Known.ToArray(), known => Assert.Equal(255, known));
        Assert.Equal((150, 160, 170), (hints.Plate[^3], hints.Plate[^2], hints.Plate[^1]));
    }
}
