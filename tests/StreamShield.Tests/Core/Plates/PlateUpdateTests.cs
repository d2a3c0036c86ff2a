using System.Runtime.Intrinsics;
using CsCheck;
using StreamShield.Core.Plates;
using StreamShield.Core.Registration;

namespace StreamShield.Tests.Core.Plates;

public sealed class PlateUpdateTests
{
    private const int Pixels = PlateUpdate.Pixels;

    /// <summary>Sixteen pixels at once give what the plain formula gives for each.</summary>
    [Fact]
    public void It_gives_what_the_plain_formula_gives() =>
        Gen.Select(Gen.Byte.Array[Pixels * 3], Gen.Int[-9000, 9000].Array[Pixels * 3], Gen.Byte.Array[Pixels], Gen.Bool.Array[Pixels], Gen.Bool, Gen.Int[0, 1].Select(pace => pace == 0 ? 16 : 48)).Sample(
            (bgr, away, confidence, isLearnt, isTrusted, moment) =>
            {
                var light = new Light(1.1f, -6, 0.9f, 4, 1.02f, 0);
                int[] gains = [(int)MathF.Round(256 / 1.1f), (int)MathF.Round(256 / 0.9f), (int)MathF.Round(256 / 1.02f)];
                int[] offsets = [-6 * gains[0], 4 * gains[1], 0];
                var max = moment == 16 ? 255 : 160;
                var seen = bgr.Select((level, i) => Math.Clamp((level * gains[i % 3]) - offsets[i % 3], 0, 65535)).ToArray();
                var levels = seen.Select((level, i) => (ushort)Math.Clamp(level + away[i], 0, 65535)).ToArray();
                var (expectedLevels, expectedConfidence, expectedCount, expectedWrong) = (levels.ToArray(), confidence.ToArray(), 0, false);
                for (var x = 0; x < Pixels; x++)
                {
                    (var wrong, expectedConfidence[x], var count) = Plain(seen.AsSpan(x * 3, 3), expectedLevels.AsSpan(x * 3, 3), confidence[x], isLearnt[x], isTrusted, moment, max);
                    (expectedWrong, expectedCount) = (expectedWrong | wrong, expectedCount + count);
                }

                var pixels = levels.Select(Rounded).ToArray();
                var learnt = Vector128.Create(isLearnt.Select(learn => learn ? byte.MaxValue : (byte)0).ToArray());
                var contradicted = 0;
                var isWrong = new PlateUpdate(new PlateLight(light), isTrusted, (byte)moment, (byte)max).Take(bgr, levels, pixels, confidence, learnt, ref contradicted);

                Assert.Equal(expectedConfidence, confidence);
                Assert.Equal(expectedLevels, levels);
                Assert.Equal(expectedLevels.Select(Rounded), pixels);
                Assert.Equal((expectedWrong, expectedCount), (isWrong, contradicted));
            });

    private static (bool IsWrong, byte Confidence, int Contradicted) Plain(ReadOnlySpan<int> seen, Span<ushort> levels, byte confidence, bool isLearnt, bool isTrusted, int moment, int max)
    {
        var difference = 0;
        for (var c = 0; c < 3; c++)
        {
            difference = Math.Max(difference, Math.Abs(seen[c] - levels[c]) >> 8);
        }

        if (isTrusted && confidence > 0 && difference > 12)
        {
            return (true, (byte)Math.Max(0, confidence - moment), 0);
        }

        if (!isLearnt)
        {
            return (false, confidence, 0);
        }

        var contradicted = confidence >= 128 && (difference >= 30 || (difference > 12 && confidence / 2 < 128)) ? 1 : 0;
        var isReplaced = confidence == 0 || difference >= 30;
        for (var c = 0; c < 3; c++)
        {
            levels[c] = isReplaced ? (ushort)seen[c] : difference > 12 ? levels[c] : (ushort)(levels[c] + ((seen[c] - levels[c]) * moment / (confidence + (2 * moment))));
        }

        var next = isReplaced ? confidence == 0 ? moment : 0 : difference > 12 ? confidence / 2 : Math.Max(confidence, Math.Min(max, confidence + moment));
        return (confidence < 127, (byte)next, contradicted);
    }

    private static byte Rounded(ushort level) => (byte)Math.Min(255, (level + 128) >> 8);
}
