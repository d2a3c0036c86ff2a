using Microsoft.Extensions.Time.Testing;
using StreamShield.App.Desktop;
using StreamShield.Core.Frames;

namespace StreamShield.Tests.App.Desktop;

public sealed class DesktopNewsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_lost_camera_is_told_once_and_only_when_it_lasts()
    {
        var news = new DesktopNews(_time);
        Assert.Null(news.Next(Statuses.Live));
        Assert.Null(news.Next(Statuses.Hidden(SlateReason.SourceLost, "The camera went away: plug it in.")));
        _time.Advance(DesktopNews.Patience);

        Assert.Equal(("Your picture is hidden", "The camera went away: plug it in."), news.Next(Statuses.Hidden(SlateReason.SourceLost, "The camera went away: plug it in.")));
        _time.Advance(DesktopNews.Patience);
        Assert.Null(news.Next(Statuses.Hidden(SlateReason.SourceLost, "The camera went away: plug it in.")));

        Assert.Null(news.Next(Statuses.Live));
        Assert.Null(news.Next(Statuses.Hidden(SlateReason.SourceLost, "")));
        _time.Advance(DesktopNews.Patience);
        Assert.NotNull(news.Next(Statuses.Hidden(SlateReason.SourceLost, "")));
    }

    [Theory]
    [InlineData(SlateReason.Panic)]
    [InlineData(SlateReason.Starting)]
    [InlineData(SlateReason.ModelLoading)]
    [InlineData(SlateReason.Stopping)]
    public void What_the_user_wanted_or_waits_for_is_no_news(SlateReason reason)
    {
        var news = new DesktopNews(_time);
        news.Next(Statuses.Live);
        news.Next(Statuses.Hidden(reason, "some detail"));
        _time.Advance(10 * DesktopNews.Patience);

        Assert.Null(news.Next(Statuses.Hidden(reason, "some detail")));
    }

    [Fact]
    public void A_hiccup_is_no_news()
    {
        var news = new DesktopNews(_time);
        news.Next(Statuses.Live);
        for (var i = 0; i < 20; i++)
        {
            Assert.Null(news.Next(Statuses.Hidden(SlateReason.FrameTooOld, "")));
            _time.Advance(DesktopNews.Patience / 2);
            Assert.Null(news.Next(Statuses.Live));
        }
    }
}
