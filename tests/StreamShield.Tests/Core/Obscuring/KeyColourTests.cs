using CsCheck;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring;

namespace StreamShield.Tests.Core.Obscuring;

/// <summary>The colour of the effect solid, and the hard edge before one that is keyed out.</summary>
public sealed class KeyColourTests
{
    private static readonly FrameSize Size = TestPictures.Small;

    [Theory]
    [InlineData("green", "#00ff00", true)]
    [InlineData("Blue", "#0000ff", true)]
    [InlineData("MAGENTA", "#ff00ff", true)]
    [InlineData("dark", "#282e3a", false)]
    [InlineData("#00B140", "#00b140", true)]
    [InlineData(" #0f0 ", "#00ff00", true)]
    [InlineData("#ffffff", "#ffffff", false)]
    [InlineData("#000000", "#000000", false)]
    public void A_colour_is_read(string text, string colour, bool isKey)
    {
        Assert.True(SolidColour.TryParse(text, out var read));
        Assert.Equal(colour, read.ToString());
        Assert.Equal(isKey, read.IsKey);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#")]
    [InlineData("00ff00")]
    [InlineData("#00ff0")]
    [InlineData("#00ff00ff")]
    [InlineData("#+0ff00")]
    [InlineData("# 0ff00")]
    [InlineData("#00gg00")]
    [InlineData("grün")]
    public void What_is_no_colour_is_refused(string text) => Assert.False(SolidColour.TryParse(text, out _));

    [Fact]
    public void Every_colour_can_be_written_and_read() => Gen.Select(Gen.Byte, Gen.Byte, Gen.Byte).Sample((b, g, r) =>
        SolidColour.TryParse(new SolidColour(b, g, r).ToString(), out var read) && read == new SolidColour(b, g, r));

    /// <summary>Whatever the matte: a pixel is the key's or it does not depend on the key. Chroma as well, which 2x2 pixels share.</summary>
    [Fact]
    public void Nothing_is_mixed_with_a_key_colour() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        using var matte = TestPictures.Matte(Size, (x, y) => random.Next(4) switch { 0 => 0, 1 => 255, _ => Math.Clamp((random.Next(48) - x + 20) * 12, 0, 255) });
        var frame = TestPictures.Noise(Size, seed);
        using var green = Compose(frame, matte, new SolidColour(0, 255, 0));
        using var magenta = Compose(frame, matte, new SolidColour(255, 0, 255));
        var (first, second) = (Nv12.Convert(0, 255, 0), Nv12.Convert(255, 0, 255));
        for (var i = 0; i < Size.Pixels; i++)
        {
            if (green.Luma[i] != magenta.Luma[i] && (green.Luma[i] != first.Y || magenta.Luma[i] != second.Y))
            {
                return false;
            }
        }

        var one = green.Nv12[Size.Pixels..];
        var other = magenta.Nv12[Size.Pixels..];
        for (var i = 0; i < one.Length; i += 2)
        {
            if ((one[i] != other[i] || one[i + 1] != other[i + 1]) && ((one[i], one[i + 1]) != (first.U, first.V) || (other[i], other[i + 1]) != (second.U, second.V)))
            {
                return false;
            }
        }

        return true;
    }, iter: 50);

    /// <summary>Law 4: what the matte hides stays hidden, and law 5: a soft pixel's own colour is not shown.</summary>
    [Fact]
    public void A_hard_edge_shows_nothing_that_a_soft_one_hides() => Gen.Int.Sample(seed =>
    {
        using var matte = TestPictures.Matte(Size, (x, _) => Math.Clamp((40 - x) * 12, 0, 255));
        var frame = TestPictures.Noise(Size, 7);
        using var one = Compose(frame, matte, new SolidColour(0, 255, 0));
        var random = new Random(seed);
        for (var i = 0; i < Size.Pixels; i++)
        {
            if (matte.Alpha[i] < 255)
            {
                random.NextBytes(frame.Pixels.Slice(i * 3, 3));
            }
        }

        using var other = Compose(frame, matte, new SolidColour(0, 255, 0));
        var key = Nv12.Convert(0, 255, 0).Y;
        for (var i = 0; i < Size.Pixels; i++)
        {
            if (matte.Alpha[i] < 128 && one.Luma[i] != key)
            {
                return false;
            }
        }

        return one.Nv12.SequenceEqual(other.Nv12);
    }, iter: 30);

    /// <summary>Wool and hair leave small gaps in the matte: they get the streamer's estimated colour, and nothing of what lies in them is seen.</summary>
    [Fact]
    public void A_ragged_edge_becomes_a_smooth_line() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        using var matte = TestPictures.Matte(Size, (x, y) => x >= 40 || random.Next(8) == 0 ? 0 : 255);
        var frame = TestPictures.Noise(Size, 7);
        Darken(frame);
        using var one = Compose(frame, matte, new SolidColour(0, 255, 0));
        for (var i = 0; i < Size.Pixels; i++)
        {
            if (matte.Alpha[i] < 255)
            {
                random.NextBytes(frame.Pixels.Slice(i * 3, 3));
            }
        }

        Darken(frame);
        using var other = Compose(frame, matte, new SolidColour(0, 255, 0));
        var key = Nv12.Convert(0, 255, 0).Y;
        for (var i = 0; i < Size.Pixels; i++)
        {
            var (x, y, isKey) = (i % Size.Width, i / Size.Width, one.Luma[i] == key);
            Assert.True(isKey == (other.Luma[i] == key), $"At {x},{y} what lies in the gaps decides.");
            Assert.True(matte.Alpha[i] > 0 || one.Luma[i] == other.Luma[i], $"What lies in the gap at {x},{y} is seen: {one.Luma[i]} and {other.Luma[i]}.");
            Assert.False(x is >= 4 and < 34 && y is >= 4 and < 44 && isKey, $"At {x},{y} is a gap.");
            Assert.True(x < 44 || isKey, $"At {x},{y} something is seen.");
        }
    }, iter: 30);

    /// <summary>No pixel is as bright as the key.</summary>
    private static void Darken(Frame frame)
    {
        foreach (ref var value in frame.Pixels)
        {
            value &= 63;
        }
    }

    private static ShieldedFrame Compose(Frame frame, Matte matte, SolidColour colour)
    {
        using var compositor = new Compositor(Size);
        using var obscurer = new SolidObscurer(Size, colour);
        var output = new ShieldedFrame(Size);
        compositor.Compose(frame, matte, obscurer.Obscure(frame, matte, TestPictures.FrameTime), output);
        return output;
    }
}
