using System.Reflection;
using StreamShield.Core.Frames;

namespace StreamShield.Tests.Core.Frames;

public class FrameTests
{
    [Fact]
    public void A_returned_frame_is_wiped()
    {
        using var pool = new FramePool(TestPictures.Small, 1);
        var frame = pool.Rent();
        frame.Pixels.Fill(77);
        frame.Stamp(5, 6);
        frame.Dispose();

        var again = pool.Rent();

        Assert.Same(frame, again);
        Assert.Equal(0, again.Id);
        Assert.Equal(-1, again.Pixels.IndexOfAnyExcept((byte)0));
        again.Dispose();
    }

    [Fact]
    public void Returning_twice_is_a_bug_that_shows()
    {
        using var pool = new FramePool(TestPictures.Small, 1);
        var frame = pool.Rent();
        frame.Dispose();

        Assert.Throws<InvalidOperationException>(frame.Dispose);
        Assert.Equal(0, pool.InUse);
    }

    [Fact]
    public void An_exhausted_pool_names_the_leak_instead_of_growing()
    {
        using var pool = new FramePool(TestPictures.Small, 2);
        using var one = pool.Rent();
        using var two = pool.Rent();

        Assert.Throws<InvalidOperationException>(() => pool.Rent());
        Assert.Equal(2, pool.InUse);
    }

    [Fact]
    public void The_newest_frame_wins_and_the_replaced_one_goes_home_counted()
    {
        using var pool = new FramePool(TestPictures.Small, 3);
        using var latest = new LatestFrame();
        for (var id = 1; id <= 3; id++)
        {
            var frame = pool.Rent();
            frame.Stamp(id, id);
            latest.Publish(frame);
        }

        using (var taken = latest.Take(TimeSpan.Zero))
        {
            Assert.Equal(3, taken!.Id);
            Assert.Equal(2, latest.Dropped);
            Assert.Equal(1, pool.InUse);
        }

        Assert.Null(latest.Take(TimeSpan.Zero));
    }

    [Theory]
    [InlineData(1, 1, "scale it to 32x32")]
    [InlineData(4097, 3, "cut it to")]
    [InlineData(7680, 4320, "scale it to 4096x2304")]
    [InlineData(641, 480, "scale it to 640x480")]
    [InlineData(0, 0, "choose even sides")]
    [InlineData(-2, 64, "choose even sides")]
    public void Sizes_that_cannot_be_shielded_are_refused_in_one_sentence(int width, int height, string advice)
    {
        var refusal = Assert.Throws<ShieldException>(() => new FrameSize(width, height));

        Assert.Contains($"{width}x{height}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(advice, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1280x720", 1280, 720)]
    [InlineData("32X32", 32, 32)]
    public void Sizes_are_read_as_people_write_them(string text, int width, int height) =>
        Assert.Equal(new FrameSize(width, height), FrameSize.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("1280")]
    [InlineData("ax720")]
    [InlineData("1280x720x3")]
    public void Other_texts_are_no_sizes(string text) => Assert.Throws<ShieldException>(() => FrameSize.Parse(text));

    /// <summary>Law 2, as far as metadata can show it; the compiler does the rest.</summary>
    [Fact]
    public void Raw_and_safe_pictures_have_nothing_in_common()
    {
        Assert.False(typeof(Frame).IsAssignableTo(typeof(ShieldedFrame)) || typeof(ShieldedFrame).IsAssignableTo(typeof(Frame)));
        Assert.Equal([typeof(ShieldedFrame)], typeof(ISink).GetMethod(nameof(ISink.Write))!.GetParameters().Select(p => p.ParameterType));
        var publicWriters = typeof(ShieldedFrame)
            .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .OfType<MethodInfo>()
            .Where(m => m.ReturnType == typeof(Span<byte>) || m.Name.StartsWith("set_", StringComparison.Ordinal));
        Assert.Empty(publicWriters);
    }

    /// <summary>Law 2: nothing that ships sees the internals through which a safe picture is filled.</summary>
    [Fact]
    public void No_shipped_assembly_can_fill_a_safe_picture()
    {
        var friends = typeof(ShieldedFrame).Assembly.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>().Select(a => a.AssemblyName);

        // Tests, all of them: what streamers get is not among them.
        Assert.Equal(["StreamShield.Tests", "StreamShield.Benchmarks", "StreamShield.Lab", "cameraprobe"], friends);
    }
}
