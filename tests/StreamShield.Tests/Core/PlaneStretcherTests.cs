using CsCheck;
using StreamShield.Core;

namespace StreamShield.Tests.Core;

public class PlaneStretcherTests
{
    private static byte[] Stretch(byte[] plane, int fromWidth, int fromHeight, int toWidth, int toHeight, int channels)
    {
        var stretcher = new PlaneStretcher(fromWidth, fromHeight, toWidth, toHeight, channels);
        var large = new byte[toWidth * toHeight * channels];
        for (var y = 0; y < toHeight; y++)
        {
            stretcher.Fill(plane, y, large.AsSpan(y * toWidth * channels, toWidth * channels));
        }

        return large;
    }

    /// <summary>Against the plain formula in real numbers, at any sizes, to the rounding of two 7- and 8-bit shares.</summary>
    [Fact]
    public void It_interpolates_linearly() => Gen.Select(Gen.Int[2, 20], Gen.Int[2, 12], Gen.Int[32, 140], Gen.Int[1, 60], Gen.Int[1, 2], Gen.Int).Sample(
        (fromWidth, fromHeight, toWidth, toHeight, channels, seed) =>
        {
            var plane = new byte[fromWidth * fromHeight * channels];
            new Random(seed).NextBytes(plane);
            var large = Stretch(plane, fromWidth, fromHeight, toWidth, toHeight, channels);
            for (var i = 0; i < large.Length; i++)
            {
                var (x, y, c) = (i / channels % toWidth, i / channels / toWidth, i % channels);
                var px = Math.Clamp(((x + 0.5) * fromWidth / toWidth) - 0.5, 0, fromWidth - 1);
                var py = Math.Clamp(((y + 0.5) * fromHeight / toHeight) - 0.5, 0, fromHeight - 1);
                double At(int column, int row) => plane[(((Math.Min(row, fromHeight - 1) * fromWidth) + Math.Min(column, fromWidth - 1)) * channels) + c];
                double Row(int row) => (At((int)px, row) * (1 - (px % 1))) + (At((int)px + 1, row) * (px % 1));
                var expected = (Row((int)py) * (1 - (py % 1))) + (Row((int)py + 1) * (py % 1));
                if (Math.Abs(expected - large[i]) > 4.5)
                {
                    return false;
                }
            }

            return true;
        }, iter: 200);

    [Fact]
    public void A_plane_of_one_value_stays_so() => Gen.Byte.Sample(value =>
        Stretch([.. Enumerable.Repeat(value, 128 * 72)], 128, 72, 1280, 6, 1).All(v => v == value), iter: 20);
}
