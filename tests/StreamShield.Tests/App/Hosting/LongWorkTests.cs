using StreamShield.App.Hosting;

namespace StreamShield.Tests.App.Hosting;

/// <summary>Work that hangs is given up, and work that gets on may take its time.</summary>
public class LongWorkTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Fact]
    public void A_step_that_hangs_is_given_up_with_one_sentence()
    {
        using var go = new ManualResetEvent(false);
        var given = Assert.Throws<UserException>(() => LongWork.Run("The clip 'x'", _ => go.WaitOne(TimeSpan.FromSeconds(60)), CancellationToken.None, Short));
        Assert.StartsWith("The clip 'x' did not get on", given.Message);
        Assert.EndsWith(".", given.Message);
        go.Set();
    }

    [Fact]
    public void Whoever_gets_on_is_not_given_up()
    {
        using var never = new ManualResetEvent(false);
        Assert.Equal(7, LongWork.Run("The clip", now =>
        {
            for (var i = 0; i < 20; i++)
            {
                never.WaitOne(TimeSpan.FromMilliseconds(50));
                now.GotOn();
            }

            now.Finish();
            never.WaitOne(TimeSpan.FromSeconds(1));
            return 7;
        }, CancellationToken.None, TimeSpan.FromMilliseconds(800)));
    }

    [Fact]
    public void The_end_is_obeyed_although_it_hangs()
    {
        using var go = new ManualResetEvent(false);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => LongWork.Run("The clip", _ =>
        {
            stop.Cancel();
            return go.WaitOne(TimeSpan.FromSeconds(60));
        }, stop.Token));
        go.Set();
    }

    [Fact]
    public void A_failure_is_the_callers() =>
        Assert.Throws<InvalidOperationException>(() => LongWork.Run<int>("The clip", _ => throw new InvalidOperationException("boom"), CancellationToken.None));
}
