using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.People;

namespace StreamShield.Tests.Core.People;

/// <summary>What the model is told of the streamer's place in the frame before.</summary>
public sealed class StreamerPriorTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(StreamerPrior.RestoreSeconds);

    private readonly PeopleScene _scene = new();
    private readonly Frame _frame = TestPictures.Frame(new FrameSize(PeopleScene.Width, PeopleScene.Height), (_, _) => (90, 110, 100));

    [Fact]
    public void What_was_the_streamers_comes_back_where_the_model_finds_it_without_a_prior()
    {
        Film(20);
        Film(10, foundAbove: 100);
        Assert.Equal((0, 255, 0), (Restored(Long, 130, 60), Restored(Long, 130, 120), Restored(Long, 20, 20)));
    }

    [Theory]
    [InlineData(0.5, true, false)]
    [InlineData(1, false, false)]
    [InlineData(1, true, true)]
    public void Nothing_comes_back_too_soon_or_from_a_model_that_does_not_follow_by_the_prior_alone(double share, bool follows, bool hasMemory)
    {
        Film(20);
        Film(10, foundAbove: 100);
        Assert.Equal(0, Restored(Long * share, 130, 120, new LookSegmenter { FollowsStreamer = follows, HasMemory = hasMemory }));
    }

    [Fact]
    public void What_was_lost_for_longer_than_the_memory_does_not_come_back()
    {
        Film(20);
        Film((int)(Body.Memory * 30) + 5, foundAbove: 100);
        Assert.Equal(0, Restored(Long, 130, 120));
    }

    [Fact]
    public void Others_do_not_come_into_the_prior()
    {
        var visitor = Person.Visitor with { Left = 190 };
        for (var i = 0; i < 30; i++)
        {
            _scene.Film(("streamer", Person.Streamer with { Left = 80 + (i % 6) }), ("visitor", visitor with { Left = 190 + (i % 7) }));
        }

        Assert.Equal(0, Restored(Long, 205, 100, new LookSegmenter()));
    }

    [Fact]
    public void Who_stands_in_front_does_not_come_into_the_prior()
    {
        Film(20);
        for (var i = 0; i < 25; i++)
        {
            _scene.Film(("streamer", Person.Streamer with { Left = 90 + (i % 4) }), ("visitor", Person.Visitor with { Left = -40 + (i * 6) }));
        }

        Assert.Equal(0, Restored(Long, 110, 80, new LookSegmenter()));
    }

    [Fact]
    public void Who_rises_at_the_pictures_edge_goes_on_beyond_it()
    {
        Film(20);
        for (var i = 1; i <= 5; i++)
        {
            var rising = Person.Streamer with { Top = 40 - (2 * i), Height = 104 + (2 * i) };
            _scene.Film((_, _, y) => y < PeopleScene.Height - 14, ("streamer", rising));
        }

        Assert.Equal(255, Restored(Long, 130, PeopleScene.Height - 2));
    }

    public void Dispose()
    {
        _scene.Dispose();
        _frame.Dispose();
    }

    /// <summary>The streamer stands still, and the model finds what lies above a row.</summary>
    private void Film(int frames, int foundAbove = PeopleScene.Height)
    {
        for (var i = 0; i < frames; i++)
        {
            _scene.Film((_, _, y) => y < foundAbove, ("streamer", Person.Streamer));
        }
    }

    /// <summary>Alpha of an empty prior at a place after one step.</summary>
    private byte Restored(TimeSpan passed, int x, int y, LookSegmenter? model = null)
    {
        using var prior = new StreamerPrior(PeopleScene.Width, PeopleScene.Height);
        using var segmenter = model ?? new LookSegmenter { From = 100 };
        prior.Restore(segmenter, _frame, _scene.Selector, passed);
        return prior.Matte.Alpha[(y * PeopleScene.Width) + x];
    }

    /// <summary>Finds somebody everywhere from a row on.</summary>
    private sealed class LookSegmenter : ISegmenter
    {
        public int From { get; init; }

        public string Name => "look";

        public bool FollowsStreamer { get; init; } = true;

        public bool HasMemory { get; init; }

        public (int Width, int Height) MatteSize(FrameSize frame) => (PeopleScene.Width, PeopleScene.Height);

        public void Segment(Frame frame, Matte everybody) => everybody.Alpha[(From * PeopleScene.Width)..].Fill(255);

        public void Dispose()
        {
        }
    }
}
