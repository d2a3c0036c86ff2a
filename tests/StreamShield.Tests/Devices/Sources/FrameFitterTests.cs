using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Sources;

namespace StreamShield.Tests.Devices.Sources;

public sealed class FrameFitterTests : IDisposable
{
    private readonly FramePool _pool = new(new FrameSize(64, 32), 1);
    private readonly FrameFitter _fitter = new();
    private readonly Frame _frame;

    public FrameFitterTests()
    {
        _frame = _pool.Rent();
        _frame.Pixels.Fill(77);
    }

    public static TheoryData<int, int> Shapes => new()
    {
        { 1, 1 }, { 1, 400 }, { 4097, 3 }, { 64, 31 }, { 63, 32 }, { 128, 64 }, { 32, 16 }, { 1920, 1080 }, { 7680, 4320 },
    };

    [Fact]
    public void The_same_size_is_copied_as_it_is()
    {
        using var picture = new Mat(32, 64, MatType.CV_8UC3);
        Cv2.Randu(picture, new Scalar(0, 0, 0), new Scalar(255, 255, 255));
        _fitter.Fit(picture, _frame);
        using var frame = Mat.FromPixelData(32, 64, MatType.CV_8UC3, _frame.Address);
        Assert.Equal(0, Cv2.Norm(picture, frame, NormTypes.INF));
    }

    [Fact]
    public void A_part_of_a_larger_picture_keeps_its_rows()
    {
        using var whole = new Mat(40, 80, MatType.CV_8UC3);
        Cv2.Randu(whole, new Scalar(0, 0, 0), new Scalar(255, 255, 255));
        using var part = new Mat(whole, new Rect(8, 4, 64, 32));
        _fitter.Fit(part, _frame);
        using var frame = Mat.FromPixelData(32, 64, MatType.CV_8UC3, _frame.Address);
        Assert.Equal(0, Cv2.Norm(part, frame, NormTypes.INF));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Grey_and_four_channels_become_bgr(int channels)
    {
        using var picture = new Mat(32, 64, MatType.CV_8UC(channels), new Scalar(10, 20, 30, 40));
        _fitter.Fit(picture, _frame);
        Assert.Equal(channels == 1 ? [10, 10, 10] : [10, 20, 30], Pixel(63, 31));
        Assert.Equal(channels == 1 ? [10, 10, 10] : [10, 20, 30], Pixel(0, 0));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Another_shape_is_centred_between_black_bars_and_fills_one_side(int width, int height)
    {
        foreach (var channels in new[] { 1, 3, 4 })
        {
            _frame.Pixels.Fill(77);
            using var picture = new Mat(height, width, MatType.CV_8UC(channels), Scalar.All(200));
            _fitter.Fit(picture, _frame);
            Assert.All(_frame.Pixels.ToArray(), value => Assert.True(value is 0 or 200));
            Assert.Equal([200, 200, 200], Pixel(31, 15));
            var lit = _frame.Pixels.ToArray().Count(value => value == 200) / 3;
            var scale = Math.Min(64.0 / width, 32.0 / height);
            Assert.InRange(lit, (width * scale - 1) * (height * scale - 1), (width * scale + 1) * (height * scale + 1));
        }
    }

    [Fact]
    public void A_solid_picture_stays_solid_and_bars_are_even()
    {
        using var picture = new Mat(90, 90, MatType.CV_8UC3, new Scalar(1, 2, 250));
        _fitter.Fit(picture, _frame);
        Assert.Equal([0, 0, 0], Pixel(15, 16));
        Assert.Equal([1, 2, 250], Pixel(16, 16));
        Assert.Equal([1, 2, 250], Pixel(47, 16));
        Assert.Equal([0, 0, 0], Pixel(48, 16));
    }

    [Fact]
    public void Deeper_or_empty_pictures_are_refused_with_a_sentence()
    {
        using var deep = new Mat(32, 64, MatType.CV_16UC3);
        Assert.Contains("16 bits", Assert.Throws<ShieldException>(() => _fitter.Fit(deep, _frame)).Message, StringComparison.Ordinal);
        using var two = new Mat(32, 64, MatType.CV_8UC2);
        Assert.Contains("2 channels", Assert.Throws<ShieldException>(() => _fitter.Fit(two, _frame)).Message, StringComparison.Ordinal);
        using var none = new Mat();
        Assert.Contains("empty picture", Assert.Throws<ShieldException>(() => _fitter.Fit(none, _frame)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, 32)]
    [InlineData(100, 100)]
    [InlineData(320, 200)]
    public void Allocates_nothing_once_warm(int width, int height)
    {
        using var picture = new Mat(height, width, MatType.CV_8UC3, Scalar.All(9));
        for (var i = 0; i < 3; i++)
        {
            _fitter.Fit(picture, _frame);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++)
        {
            _fitter.Fit(picture, _frame);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    public void Dispose()
    {
        _frame.Dispose();
        _pool.Dispose();
        _fitter.Dispose();
    }

    private byte[] Pixel(int x, int y) => _frame.Pixels.Slice((y * _frame.Stride) + (x * 3), 3).ToArray();
}
