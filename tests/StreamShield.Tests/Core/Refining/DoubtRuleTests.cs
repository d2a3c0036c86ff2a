using CsCheck;
using StreamShield.Core.Refining;

namespace StreamShield.Tests.Core.Refining;

/// <summary>Doubt hides at outlines and in blobs that hang on nothing, and leaves the middle of somebody sure alone.</summary>
public sealed class DoubtRuleTests
{
    private const int Width = 64;
    private const int Height = 48;

    /// <summary>A sure person with an unsure hole, an unsure part at one side, and an unsure blob elsewhere.</summary>
    private static byte[] Scene()
    {
        var alpha = new byte[Width * Height];
        Fill(alpha, 10, 10, 20, 30, 255);
        Fill(alpha, 18, 20, 4, 4, 160);
        Fill(alpha, 30, 20, 16, 12, 160);
        Fill(alpha, 52, 4, 6, 6, 160);
        return alpha;
    }

    [Fact]
    public void The_middle_of_a_sure_person_stays_and_the_rest_of_what_is_unsure_falls()
    {
        var alpha = Scene();
        new DoubtRule(Width, Height).Apply(alpha, 0.5f);
        Assert.Equal(160, At(alpha, 19, 21));
        Assert.Equal(255, At(alpha, 10, 10));
        Assert.Equal(255, At(alpha, 29, 39));
        Assert.InRange(At(alpha, 42, 26), 0, 127);
        Assert.InRange(At(alpha, 54, 6), 0, 127);
    }

    /// <summary>What matches the room is hidden later anyway.</summary>
    [Fact]
    public void Where_the_room_is_known_less_falls()
    {
        var known = new byte[Width * Height];
        Fill(known, 32, 0, 32, Height, 255);
        var (alpha, unsure) = (Scene(), Scene());
        Fill(unsure, 0, 0, Width, Height, 140);
        var rule = new DoubtRule(Width, Height);
        rule.Apply(alpha, 0.5f, known);
        rule.Apply(unsure, 0.5f, known);
        Assert.Equal(160, At(alpha, 54, 6));
        Assert.Equal((65, 125), (At(unsure, 10, 6), At(unsure, 54, 6)));
    }

    [Fact]
    public void Without_caution_nothing_changes()
    {
        var alpha = Scene();
        new DoubtRule(Width, Height).Apply(alpha, 0);
        Assert.Equal(Scene(), alpha);
    }

    [Fact]
    public void Background_inside_the_silhouette_is_not_raised()
    {
        var alpha = Scene();
        Fill(alpha, 18, 20, 4, 4, 30);
        new DoubtRule(Width, Height).Apply(alpha, 1);
        Assert.InRange(At(alpha, 19, 21), 0, 30);
    }

    [Fact]
    public void It_only_ever_lowers() =>
        Gen.Select(Gen.Byte.Array[81 * 45], Gen.Byte.Array[81 * 45], Gen.Float[0, 1]).Sample((random, known, caution) =>
        {
            // A width that is no multiple of a vector.
            var alpha = (byte[])random.Clone();
            new DoubtRule(81, 45).Apply(alpha, caution, known);
            for (var i = 0; i < alpha.Length; i++)
            {
                Assert.True(alpha[i] <= random[i]);
            }
        }, iter: 50);

    [Fact]
    public void It_allocates_nothing()
    {
        var (rule, alpha) = (new DoubtRule(Width, Height), Scene());
        rule.Apply(alpha, 0.5f);
        var before = GC.GetAllocatedBytesForCurrentThread();
        rule.Apply(alpha, 0.7f);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int At(byte[] alpha, int x, int y) => alpha[(y * Width) + x];

    private static void Fill(byte[] alpha, int left, int top, int width, int height, byte value)
    {
        for (var y = top; y < top + height; y++)
        {
            alpha.AsSpan((y * Width) + left, width).Fill(value);
        }
    }
}
