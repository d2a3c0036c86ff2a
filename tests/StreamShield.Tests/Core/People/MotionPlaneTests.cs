using CsCheck;
using StreamShield.Core.People;

namespace StreamShield.Tests.Core.People;

public sealed class MotionPlaneTests
{
    /// <summary>A pixel has changed when its green differs by more than 14 levels from the stored picture, less the change of the whole picture.</summary>
    [Fact]
    public void It_gives_what_the_plain_formula_gives() =>
        Gen.Select(Gen.Int[64, 200], Gen.Byte[90, 140], Gen.Byte[0, 60]).SelectMany(static (pixels, level, spread) =>
            Gen.Select(Gen.Const(pixels), Gen.Byte[level, (byte)(level + spread)].Array[pixels * 3], Gen.Byte[level, (byte)(level + spread)].Array[pixels * 3])).Sample((pixels, first, second) =>
        {
            using var motion = new MotionPlane(pixels);
            motion.Read(first, 0);
            motion.Read(second, 0.1);

            int Green(byte[] small, int pixel) => small[(pixel * 3) + 1];
            var light = Enumerable.Range(0, pixels).Sum(i => Green(second, i) - Green(first, i)) / pixels;
            Assert.Equal(
                Enumerable.Range(0, pixels).Select(i => Math.Abs(Green(second, i) - Green(first, i) - light) > 14 ? (byte)1 : (byte)0),
                motion.Changed.Take(pixels));
        });

    [Theory]
    [InlineData(0.1, false, 1)]
    [InlineData(0.6, false, 0)]
    [InlineData(0.1, true, 0)]
    public void Pictures_before_a_gap_are_not_compared(double passed, bool forgets, byte changed)
    {
        using var motion = new MotionPlane(64);
        var picture = new byte[64 * 3];
        motion.Read(picture, 0);
        if (forgets)
        {
            motion.Forget();
        }

        picture.AsSpan(0, 30).Fill(200);
        motion.Read(picture, passed);
        Assert.Equal(changed, motion.Changed[0]);
    }
}
