using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Onnx;
using StreamShield.Tests.App;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Onnx;

/// <summary>Choosing between the embedded models, and models of 8 bits.</summary>
public sealed class QualityTests : IDisposable
{
    private static readonly FrameSize Usual = new(1280, 720);
    private readonly TempFolder _folder = new();
    private readonly ModelStore _store;

    public QualityTests()
    {
        _store = new ModelStore(Path.Combine(_folder.Path, "shipped"), Path.Combine(_folder.Path, "user"));
        TinyOnnx.Write(_store.ShippedFolder, ModelStore.DefaultModel, TinyOnnx.BrightIsPerson(16, 8), 16, 8);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(10, 30, 1, 2, true)]
    [InlineData(27, 30, 1, 2, false)]
    [InlineData(27, 15, 1, 2, true)]
    [InlineData(14, 30, 1, 1, false)]
    [InlineData(10, 30, 1, 1, true)]
    [InlineData(20, 30, 1, 16, true)]
    [InlineData(22, 30, 1, 16, false)]
    [InlineData(15, 30, 2, 2, false)]
    [InlineData(15, 30, 2, 4, true)]
    public void Half_of_the_processor_stays_free(int milliseconds, double rate, int threads, int processors, bool expected) =>
        Assert.Equal(expected, Quality.LeavesHalf(TimeSpan.FromMilliseconds(milliseconds), Usual, rate, threads, processors));

    [Fact]
    public void A_slower_model_is_never_affordable_where_a_quicker_one_is_not() =>
        Gen.Select(Gen.Double[0.1, 100], Gen.Double[0.1, 100], Gen.Double[1, 120], Gen.Int[1, 8], Gen.Int[1, 32]).Sample(
            (one, more, rate, threads, processors) => Assert.True(
                Fits(one, rate, threads, processors) || !Fits(one + more, rate, threads, processors)));

    [Fact]
    public void Each_word_opens_its_model()
    {
        Write(ModelStore.FastModel);
        Assert.True(_store.HasFastModel);
        foreach (var (word, name) in new[] { (Quality.Fast, ModelStore.FastModel), (Quality.Fine, ModelStore.DefaultModel), (Quality.Auto, ModelStore.DefaultModel), (null, ModelStore.DefaultModel) })
        {
            using var model = _store.Open(word);
            Assert.Equal(name, model.Name);
        }

        // A picture that leaves no time at all, and one that leaves a second: what a run takes does not matter.
        using var quick = _store.OpenLive(null, new FrameSize(4096, 2304), 120, 1);
        using var slow = _store.OpenLive(Quality.Auto, new FrameSize(64, 64), 1, 1);
        using var fine = _store.OpenLive(Quality.Fine, new FrameSize(4096, 2304), 120, 1);
        Assert.Equal((ModelStore.FastModel, ModelStore.DefaultModel, ModelStore.DefaultModel), (quick.Name, slow.Name, fine.Name));
    }

    [Fact]
    public void With_one_model_every_word_opens_it()
    {
        Assert.False(_store.HasFastModel);
        foreach (var word in Quality.Words)
        {
            using var model = _store.OpenLive(word, new FrameSize(4096, 2304), 120, 1);
            Assert.Equal(ModelStore.DefaultModel, model.Name);
        }
    }

    [Fact]
    public void A_quality_is_no_name_of_a_model()
    {
        var path = TinyOnnx.Write(Path.Combine(_folder.Path, "new"), Quality.Fast, TinyOnnx.Constant(16, 8, 0.5f), 16, 8);
        Assert.Contains("names a quality", Assert.Throws<ShieldException>(() => _store.Add(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_and_a_quality_at_once_are_refused()
    {
        var (code, run) = await CommandRun.ToEndAsync("process", "in.mp4", "-o", "out.mp4", "--model", "selfie", "--quality", "fast");
        Assert.NotEqual(0, code);
        Assert.Contains("name two models", run.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quantised_model_runs()
    {
        using var segmenter = OnnxSegmenterTests.Load(TinyOnnx.Quantised(64, 32), width: 64, height: 32);
        using var matte = new Matte(64, 32);
        using var frame = Core.TestPictures.Frame(new FrameSize(128, 64), (x, y) => ((byte)(x < 64 ? 20 : 200), 255, (byte)(y < 32 ? 40 : 100)));
        segmenter.Segment(frame, matte);
        Assert.Equal((30, 120), (matte.Alpha[0], matte.Alpha[63]));
        Assert.Equal((60, 150), (matte.Alpha[31 * 64], matte.Alpha[(31 * 64) + 63]));
    }

    private static bool Fits(double milliseconds, double rate, int threads, int processors) =>
        Quality.LeavesHalf(TimeSpan.FromMilliseconds(milliseconds), Usual, rate, threads, processors);

    private void Write(string name) => TinyOnnx.Write(_store.ShippedFolder, name, TinyOnnx.BrightIsPerson(16, 8), 16, 8);
}
