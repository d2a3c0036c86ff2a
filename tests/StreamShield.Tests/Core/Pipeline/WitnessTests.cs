using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;

namespace StreamShield.Tests.Core.Pipeline;

/// <summary>Who looks on sees each shielded frame once, and cannot disturb the shield.</summary>
public sealed class WitnessTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FramePool _pool = new(TestPictures.Small);
    private readonly LatestFrame _latest = new();
    private readonly Outlet _outlet;
    private readonly ShieldPipeline _pipeline;
    private long _id;

    public WitnessTests()
    {
        _outlet = new Outlet(TestPictures.Small, _time);
        _pipeline = new ShieldPipeline(_latest, _outlet, ScriptedSegmenter.LeftHalf, new ShieldSettings(), () => null, _time);
    }

    public void Dispose()
    {
        _pipeline.Dispose();
        _latest.Dispose();
        _pool.Dispose();
        _outlet.Dispose();
    }

    private bool Next()
    {
        var frame = _pool.Rent();
        frame.Pixels.Fill(200);
        frame.Stamp(++_id, _time.GetTimestamp());
        _latest.Publish(frame);
        return _pipeline.ProcessOne(TimeSpan.Zero);
    }

    [Fact]
    public void It_sees_frame_matte_and_picture_of_one_frame_until_it_leaves()
    {
        var witness = new Witness();
        _pipeline.Watch(witness);
        _pipeline.Watch(witness);

        Assert.True(Next());
        Assert.True(Next());
        _pipeline.Unwatch(witness);
        Assert.True(Next());

        Assert.Equal([(1, 1, 1), (2, 2, 2)], witness.Seen);
        Assert.Null(witness.Reason);
    }

    [Fact]
    public void One_that_throws_is_dismissed_and_the_picture_goes_out()
    {
        var bad = new Witness { Throws = true };
        var good = new Witness();
        _pipeline.Watch(bad);
        _pipeline.Watch(good);

        Assert.True(Next());
        Assert.True(Next());

        Assert.Equal("boom", bad.Reason?.Message);
        Assert.Single(bad.Seen);
        Assert.Equal(2, good.Seen.Count);
        Assert.Equal(ShieldStatus.Live, _pipeline.State.Status);
        Assert.Equal(0, _pipeline.Counters.Failed);
    }

    private sealed class Witness : IShieldWitness
    {
        public List<(long Frame, long Matte, long Picture)> Seen { get; } = [];

        public bool Throws { get; init; }

        public Exception? Reason { get; private set; }

        public void Look(Frame raw, FrameShield shield, ShieldedFrame output)
        {
            Seen.Add((raw.Id, shield.Matte.FrameId, output.FrameId));
            if (Throws)
            {
                throw new InvalidOperationException("boom");
            }
        }

        public void Failed(Exception reason) => Reason = reason;
    }
}
