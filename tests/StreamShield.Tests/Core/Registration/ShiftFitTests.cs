using StreamShield.Core.Registration;

namespace StreamShield.Tests.Core.Registration;

/// <summary>What the fit reads of a frame.</summary>
public sealed class ShiftFitTests
{
    private static readonly RoomShift Still = SyntheticRoom.Shift();

    /// <summary>While nothing moves, every anchor is read in one of two frames, so a little that is covered is seen as covered after the second. After a
    /// restart all of them are read at once.</summary>
    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void What_is_covered_is_noticed_in_the_second_frame(bool restarts, int framesBefore)
    {
        using var anchors = new AnchorSet(SyntheticRoom.Size);
        var (fit, shift) = Settled(anchors, framesBefore);
        var covered = Enumerable.Range(0, AnchorSet.Max).Where(k => k % 16 == 0 && fit.IsRecognised(anchors, k)).ToArray();
        var frame = new SyntheticRoom(1).Frame(Still);
        for (var y = 0; y < SyntheticRoom.Size.Height; y++)
        {
            frame.Pixels.Slice(y * SyntheticRoom.Size.Width * 3, SyntheticRoom.Size.Width / 8 * 3).Fill((byte)(y * 37));
        }

        if (restarts)
        {
            fit.Restart();
        }

        shift = fit.Follow(frame, anchors, shift, 3);
        var half = covered.Count(k => fit.IsRecognised(anchors, k));
        fit.Follow(frame, anchors, shift, 3);

        Assert.InRange(covered.Length, 6, AnchorSet.Max);
        Assert.InRange(half, restarts ? 0 : covered.Length / 4, restarts ? 0 : covered.Length * 3 / 4);
        Assert.Equal(0, covered.Count(k => fit.IsRecognised(anchors, k)));
    }

    /// <summary>Another room, or this one elsewhere, is looked at with all anchors at once.</summary>
    [Fact]
    public void In_another_picture_all_are_read_at_once()
    {
        using var anchors = new AnchorSet(SyntheticRoom.Size);
        var (fit, shift) = Settled(anchors, 2);

        fit.Follow(new SyntheticRoom(2).Frame(Still), anchors, shift, 3);

        Assert.InRange(Enumerable.Range(0, AnchorSet.Max).Count(k => fit.IsRecognised(anchors, k)), 0, AnchorSet.Max / 14);
    }

    private static (ShiftFit Fit, RoomShift Shift) Settled(AnchorSet anchors, int frames)
    {
        var room = new SyntheticRoom(1);
        using var plate = room.Plate();
        for (var row = 0; row < AnchorSet.Rows; row++)
        {
            anchors.Choose(plate, row);
        }

        var (fit, shift) = (new ShiftFit(SyntheticRoom.Size), Still);
        for (var i = 0; i <= frames; i++)
        {
            shift = fit.Follow(room.Frame(Still), anchors, shift, 3);
        }

        Assert.InRange(shift.Distance(Still) * SyntheticRoom.Size.Height, 0, 0.01);
        return (fit, shift);
    }
}
