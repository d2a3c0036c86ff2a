using System.Runtime.Intrinsics;
using CsCheck;
using StreamShield.Core.Pixels;

namespace StreamShield.Tests.Core.Pixels;

public sealed class BgrBytesTests
{
    [Fact]
    public void Sixteen_pixels_are_taken_apart() => Gen.Byte.Array[48].Sample(bgr =>
    {
        var (first, second, last) = (Vector128.Create(bgr), Vector128.Create(bgr, 16), Vector128.Create(bgr, 32));
        var (blue, worst) = (BgrBytes.Blue(first, second, last), BgrBytes.Worst(first, second, last));
        for (var i = 0; i < 16; i++)
        {
            Assert.Equal(bgr[3 * i], blue[i]);
            Assert.Equal(bgr.AsSpan(3 * i, 3).ToArray().Max(), worst[i]);
        }
    });
}
