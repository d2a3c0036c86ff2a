using OpenCvSharp;
using StreamShield.Audit.Measures;

namespace StreamShield.Tests.Audit.Measures;

/// <summary>A leak is counted where fine detail of the room survives, and nowhere else.</summary>
public sealed class LeakMeterTests : IDisposable
{
    private const int Side = 64;

    private readonly Mat _raw = TestRoom.Textured(Side, Side, 1);
    private readonly Mat _hidden = TestRoom.Smooth(Side, Side, 2);
    private readonly Mat _everywhere = TestRoom.Mask(Side, Side, 255);
    private readonly LeakMeter _meter = new(Side, Side);

    [Fact]
    public void An_output_that_copies_one_cell_leaks_exactly_that_cell()
    {
        Copy(new Rect(24, 40, 8, 8));
        var share = _meter.Add(_raw, _hidden, _everywhere);
        Assert.Equal(1.0 / 64, share);
        Assert.Equal([(5 * 8) + 3], Leaking());
        Assert.Equal(share, _meter.Worst);
    }

    [Fact]
    public void A_blurred_output_leaks_nothing()
    {
        using var blurred = new Mat();
        Cv2.GaussianBlur(_raw, blurred, default, 18);
        Assert.Equal(0, _meter.Add(_raw, blurred, _everywhere));
    }

    [Fact]
    public void The_raw_picture_leaks_everything_and_faint_detail_is_no_leak()
    {
        Assert.Equal(1, _meter.Add(_raw, _raw, _everywhere));
        using var faint = new Mat();
        Cv2.AddWeighted(_raw, 0.2, _hidden, 0.8, 0, faint);
        using var again = new LeakMeter(Side, Side);
        Assert.Equal(0, again.Add(_raw, faint, _everywhere));
    }

    [Fact]
    public void The_streamer_s_edge_beside_the_room_is_no_leak()
    {
        // Left half streamer, shown as he is against a flat wall: the wall's cells beside him have no detail of their own.
        using var raw = new Mat(Side, Side, MatType.CV_8UC3, Scalar.All(200));
        var left = new Rect(0, 0, Side / 2, Side);
        raw[left].SetTo(Scalar.All(20));
        using var background = TestRoom.Mask(Side, Side, new Rect(Side / 2, 0, Side / 2, Side));
        Assert.Equal(0, _meter.Add(raw, raw, background));
        Assert.DoesNotContain(_meter.Chances.ToArray(), chances => chances > 0);
    }

    [Fact]
    public void Cells_that_hold_a_pixel_of_the_streamer_are_not_counted()
    {
        _everywhere.Set(0, 0, (byte)254);
        _meter.Add(_raw, _raw, _everywhere);
        Assert.Equal(0, _meter.Chances[0]);
        Assert.Equal(63, _meter.Chances.ToArray().Sum());
    }

    [Fact]
    public void Recovered_wants_three_frames_and_once_wants_one()
    {
        using var clean = _hidden.Clone();
        Copy(new Rect(0, 0, 8, 8));
        _meter.Add(_raw, _hidden, _everywhere);
        _meter.Add(_raw, _hidden, _everywhere);
        Assert.Equal((0, 1.0 / 64), (_meter.Recovered, _meter.RecoveredOnce));
        _meter.Add(_raw, clean, _everywhere);
        _meter.Add(_raw, _hidden, _everywhere);
        Assert.Equal((1.0 / 64, 1.0 / 64), (_meter.Recovered, _meter.RecoveredOnce));
        Assert.Equal(3.0 / 64 / 4, _meter.Mean, 12);
    }

    [Fact]
    public void The_assembled_picture_holds_the_leaked_cell_and_grey_elsewhere()
    {
        var cell = new Rect(16, 8, 8, 8);
        Copy(cell);
        _meter.Add(_raw, _hidden, _everywhere);
        using var difference = new Mat();
        Cv2.Absdiff(_meter.Assembled[cell], _raw[cell], difference);
        Assert.Equal(0, Cv2.Sum(difference).Val0 + Cv2.Sum(difference).Val1 + Cv2.Sum(difference).Val2);
        _meter.Assembled[cell].SetTo(Scalar.All(128));
        using var grey = new Mat(Side, Side, MatType.CV_8UC3, Scalar.All(128));
        Assert.Equal(0, Cv2.Norm(_meter.Assembled, grey));
    }

    [Fact]
    public void Pictures_of_another_size_are_refused()
    {
        using var small = TestRoom.Textured(32, 32, 1);
        Assert.Throws<ArgumentException>(() => _meter.Add(_raw, small, _everywhere));
    }

    public void Dispose()
    {
        _raw.Dispose();
        _hidden.Dispose();
        _everywhere.Dispose();
        _meter.Dispose();
    }

    private void Copy(Rect area) => _raw[area].CopyTo(_hidden[area]);

    private IEnumerable<int> Leaking() => _meter.Leaks.ToArray().Select((leaks, cell) => (leaks, cell)).Where(one => one.leaks > 0).Select(one => one.cell);
}
