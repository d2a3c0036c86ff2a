using StreamShield.App.Live;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Tests.EndToEnd;

namespace StreamShield.Tests.App.Live;

public sealed class EarlyModelTests : IDisposable
{
    private readonly ShieldModels _models = new();
    private int _opened;

    [Fact]
    public async Task The_first_is_loaded_before_anybody_asks_and_later_ones_when_asked()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var early = new EarlyModel(() =>
        {
            begun.TrySetResult();
            return Open();
        });
        await begun.Task;
        using var first = early.Open();
        Assert.Equal(1, _opened);
        using var second = early.Open();
        Assert.Equal(2, _opened);
        Assert.NotSame(first, second);
    }

    [Fact]
    public async Task One_that_cannot_be_loaded_says_so_to_whoever_asks_and_is_tried_again()
    {
        await using var early = new EarlyModel(() => Interlocked.Increment(ref _opened) == 1 ? throw new ShieldException(SlateReason.ModelFailed, "It is broken: mend it.") : _models.Open(_models.Good));
        Assert.Equal("It is broken: mend it.", Assert.Throws<ShieldException>(early.Open).Message);
        using var second = early.Open();
        Assert.Equal(2, _opened);
    }

    [Fact]
    public async Task Whoever_ends_before_it_is_needed_waits_for_it()
    {
        await using (new EarlyModel(Open))
        {
        }

        Assert.Equal(1, _opened);
        await using (new EarlyModel(() => throw new ShieldException(SlateReason.ModelFailed, "It is broken: mend it.")))
        {
        }
    }

    [Fact]
    public async Task One_loaded_before_the_command_line_is_read_serves_the_run_once_and_stays_its_owners()
    {
        await using var early = new EarlyModel(Open);
        using (early.Take())
        {
            Assert.Equal(1, _opened);
            Assert.Null(early.Take());
        }

        Assert.Equal(1, _opened);
    }

    [Theory]
    [InlineData("run --model selfie")]
    [InlineData("run --model=selfie")]
    [InlineData("run --quality fast")]
    [InlineData("run --threads:2")]
    [InlineData("run --help")]
    [InlineData("run -h")]
    public void Words_that_may_want_another_model_or_none_load_none_early(string words) => Assert.Null(LiveModel.LoadEarly(words.Split(' ')));

    public void Dispose() => _models.Dispose();

    private ISegmenter Open()
    {
        Interlocked.Increment(ref _opened);
        return _models.Open(_models.Good);
    }
}
