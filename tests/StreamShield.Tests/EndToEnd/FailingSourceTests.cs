using OpenCvSharp;
using StreamShield.Core;
using StreamShield.Devices;

namespace StreamShield.Tests.EndToEnd;

/// <summary>Cameras that stall, vanish, are busy, change their size or end. Each frame buffer already holds the raw room when its source fails.</summary>
[Collection(EndToEndTests.Name)]
public sealed class FailingSourceTests
{
    private readonly Chosen _bad = new();

    [Fact]
    public void A_source_that_stalls_becomes_the_slate_and_resumes_by_itself()
    {
        using var resume = new ManualResetEvent(false);
        using var rig = new LiveRig(701);
        rig.Source.OnDrawn = number => !_bad.Takes(number) || resume.WaitOne(TimeSpan.FromSeconds(20));
        rig.GoLive();
        _bad.Next(1);
        rig.Until("it stalls", () => _bad.Done);
        rig.UntilSlate(SlateReason.SourceStalled);
        Assert.DoesNotContain(_bad.Ids[0], rig.ShownIds);
        resume.Set();
        rig.UntilShown();
        rig.End();
    }

    [Fact]
    public void A_camera_unplugged_and_plugged_in_again_resumes_by_itself()
    {
        using var rig = new LiveRig(702);
        rig.Source.OnOpen = nth => _ = nth is 2 ? throw new ShieldException(SlateReason.SourceMissing, "Not there: plug it in.") : 0;
        rig.Source.OnDrawn = number =>
        {
            if (_bad.Takes(number))
            {
                throw new ShieldException(SlateReason.SourceLost, "Unplugged: plug it in again.");
            }

            return true;
        };
        rig.GoLive();
        _bad.Next(1);
        rig.UntilSlate(SlateReason.SourceLost);
        Assert.Equal("Unplugged: plug it in again.", rig.Session.Pipeline.State.Detail);
        rig.UntilSlate(SlateReason.SourceMissing);
        rig.UntilShown();
        rig.End();
        Assert.Equal(3, rig.Source.Opened);
    }

    [Fact]
    public void A_source_that_throws_anything_at_all_is_lost_and_resumes()
    {
        using var rig = new LiveRig(703);
        rig.Source.OnDrawn = number => !_bad.Takes(number) ? true : throw new InvalidCastException("driver");
        rig.GoLive();
        _bad.Next(1);
        rig.UntilSlate(SlateReason.SourceLost);
        rig.UntilShown();
        rig.End();
    }

    [Fact]
    public void A_camera_that_is_busy_at_first_is_waited_for()
    {
        using var rig = new LiveRig(704);
        rig.Source.OnOpen = nth => _ = nth < 3 ? throw new ShieldException(SlateReason.SourceBusy, "In use: close the other program.") : 0;
        rig.Start();
        rig.UntilSlate(SlateReason.SourceBusy);
        Assert.Equal(0, rig.Witness.Shown);
        rig.UntilShown();
        rig.End();
    }

    [Fact]
    public void A_source_that_ends_leaves_the_slate()
    {
        using var rig = new LiveRig(705);
        rig.Source.OnDrawn = number => !_bad.Takes(number);
        rig.GoLive();
        _bad.Next(1);
        rig.UntilSlate(SlateReason.SourceEnded);
        var shown = rig.Witness.Shown;
        var seen = rig.Witness.Count;
        rig.Until("more slates came", () => rig.Witness.Count > seen + 20);
        Assert.Equal(shown, rig.Witness.Shown);
        rig.End();
    }

    /// <summary>As a camera does that is switched to another mode: pictures of another size and shape, fitted into the session's as the real sources do it.</summary>
    [Fact]
    public void A_source_that_changes_its_size_again_and_again_stays_hidden()
    {
        (int Width, int Height)[] sizes = [(256, 192), (320, 180), (128, 96), (192, 256), (512, 384), (257, 33)];
        using var fitter = new FrameFitter();
        using var rig = new LiveRig(706);
        using var pool = new FramePool(Room.Size, 1);
        rig.Source.Painter = (number, frame) =>
        {
            var (width, height) = sizes[number / 10 % sizes.Length];
            using var drawn = pool.Rent();
            rig.Room.Draw(number, drawn.Pixels);
            using var room = Mat.FromPixelData(Room.Size.Height, Room.Size.Width, MatType.CV_8UC3, drawn.Address);
            using var picture = new Mat();
            Cv2.Resize(room, picture, new Size(width, height), interpolation: InterpolationFlags.Nearest);
            fitter.Fit(picture, frame);

            // Back from the room to the frame: stretched to the source's size, then fitted.
            var scale = Math.Min((double)Room.Size.Width / width, (double)Room.Size.Height / height);
            var (left, top) = ((Room.Size.Width - (width * scale)) / 2, (Room.Size.Height - (height * scale)) / 2);
            var (across, down) = (width * scale / Room.Size.Width, height * scale / Room.Size.Height);
            var streamer = Room.Streamer(number);
            var content = new Area((int)left, (int)top, (int)(width * scale), (int)(height * scale));
            return (new Area((int)(left + (streamer.Left * across)), (int)(top + (streamer.Top * down)), (int)(streamer.Width * across), (int)(streamer.Height * down)), content);
        };
        rig.Start();
        rig.Until("every size was shown", () => rig.ShownIds.Select(id => id / 10 % sizes.Length).Distinct().Count() == sizes.Length);
        rig.End();
    }
}
