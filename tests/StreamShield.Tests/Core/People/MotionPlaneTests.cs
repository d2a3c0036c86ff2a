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
}
