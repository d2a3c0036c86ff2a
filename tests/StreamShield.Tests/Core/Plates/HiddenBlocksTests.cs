using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Mattes;
using StreamShield.Core.Plates;

namespace StreamShield.Tests.Core.Plates;

public class HiddenBlocksTests
{
    /// <summary>The streamer may have sat there meanwhile.</summary>
    [Theory]
    [InlineData(0.9, true)]
    [InlineData(1.1, false)]
    public void After_a_gap_nothing_has_been_hidden_for_long(double gap, bool hidden)
    {
        var time = new FakeTimeProvider();
        var blocks = new HiddenBlocks(TestPictures.Small, time);
        using var coarse = new Matte(32, 18);
        using var fine = new Matte(TestPictures.Small.Width, TestPictures.Small.Height);
        for (var i = 0; i < 20; i++)
        {
            time.Advance(TimeSpan.FromSeconds(0.1));
            blocks.Watch(time.GetTimestamp(), coarse, fine);
        }

        time.Advance(TimeSpan.FromSeconds(gap));
        blocks.Watch(time.GetTimestamp(), coarse, fine);
        Assert.Equal(hidden, blocks.AreHidden(0, 1, TimeSpan.FromSeconds(1.5)));
        Assert.Equal(hidden, blocks.IsNotShown(0, TimeSpan.FromSeconds(1.5)));
    }
}
