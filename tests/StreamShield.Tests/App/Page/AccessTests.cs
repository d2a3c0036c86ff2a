using Microsoft.Extensions.Time.Testing;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Page.Previews;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.App.Page;

/// <summary>Tokens that stay, grants that end, limits that refill, and the window that is opened.</summary>
public sealed class AccessTests
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public void A_kept_token_is_the_same_next_time_and_the_users_alone()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "data", "token");
        var first = AccessToken.Kept(file);
        var second = AccessToken.Kept(file);
        Assert.Equal(first.Text, second.Text);
        Assert.True(second.IsKept);
        Assert.False(AccessToken.New().IsKept);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(Private, File.GetUnixFileMode(file));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_file_that_holds_no_token_gets_a_new_one(string content)
    {
        using var folder = new TempFolder();
        var file = folder.File("token");
        File.WriteAllText(file, content);
        TempFolder.SetMode(file, Private);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", AccessToken.Kept(file).Text);
        Assert.NotEqual(content, File.ReadAllText(file));
    }

    [Fact]
    public void A_token_that_others_may_have_read_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var folder = new TempFolder();
        var file = folder.File("token");
        var old = AccessToken.Kept(file).Text;
        TempFolder.SetMode(file, Private | UnixFileMode.OtherRead);
        Assert.NotEqual(old, AccessToken.Kept(file).Text);
        Assert.Equal(Private, OperatingSystem.IsWindows() ? Private : File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_token_that_cannot_be_kept_is_said()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("data"), "no folder");
        Assert.Contains("--keep-token", Assert.Throws<UserException>(() => AccessToken.Kept(Path.Combine(folder.File("data"), "token"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grant_holds_five_seconds_and_longer_while_it_is_renewed()
    {
        var time = new FakeTimeProvider();
        var grants = new RawGrant(time);
        Assert.False(grants.Holds(null));
        Assert.False(grants.Renew(""));
        var grant = grants.Give();
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.True(grants.Renew(grant));
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.True(grants.Holds(grant));
        Assert.False(grants.Holds(grant + "x"));
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(grants.Holds(grant));
        Assert.False(grants.Renew(grant));

        var next = grants.Give();
        Assert.NotEqual(grant, next);
        grants.End();
        Assert.False(grants.Holds(next));
    }

    [Fact]
    public void A_limit_refills_with_time_and_never_above_what_is_allowed_at_once()
    {
        var time = new FakeTimeProvider();
        var limit = new RateLimit(perSecond: 10, atOnce: 3, time);
        int Taken() => Enumerable.Range(0, 100).Count(_ => limit.Take());
        Assert.Equal(3, Taken());
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(2, Taken());
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, Taken());
    }

    [Fact]
    public void The_page_opens_as_a_window_of_its_own_where_it_can()
    {
        var window = PageWindow.StartInfo("http://127.0.0.1:1/t/", name => name == "chromium" ? "/usr/bin/chromium" : null);
        Assert.Equal(("/usr/bin/chromium", "--app=http://127.0.0.1:1/t/"), (window.FileName, Assert.Single(window.ArgumentList)));
        var usual = PageWindow.StartInfo("http://127.0.0.1:1/t/", _ => null);
        Assert.Equal(("http://127.0.0.1:1/t/", true), (usual.FileName, usual.UseShellExecute));
    }
}
