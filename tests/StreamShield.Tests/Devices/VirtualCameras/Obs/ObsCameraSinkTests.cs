using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Devices.VirtualCameras.Obs;

namespace StreamShield.Tests.Devices.VirtualCameras.Obs;

/// <summary>The laws at the OBS Virtual Camera's memory.</summary>
public sealed class ObsCameraSinkTests : IDisposable
{
    private static readonly FrameSize Size = new(160, 96);

    private readonly PlainMemory _memory = new(ObsQueue.Bytes(Size));

    [Fact]
    public void Nothing_is_taken_before_the_first_picture()
    {
        using var sink = new ObsCameraSink(Size, 30, _ => throw new InvalidOperationException("taken"));
        Assert.NotEmpty(sink.Name);
    }

    /// <summary>Law 7 and law 1: after the end a reader finds the slate and is told that nothing follows.</summary>
    [Fact]
    public void At_the_end_there_are_the_slate_and_the_word_stopping()
    {
        using var outlet = new Outlet(Size);
        var pump = new SinkPump(new ObsCameraSink(Size, 30, _ => _memory), outlet, 30);
        outlet.Back.Begin().Fill(77);
        outlet.Back.Stamp(5, 1);
        outlet.Publish();
        pump.Step();
        Assert.Equal(77, Newest()[0]);

        pump.Dispose();

        using var slate = new Slate(Size).Make(SlateReason.Stopping);
        Assert.True(Newest().SequenceEqual(slate.Nv12));
        Assert.Equal(ObsQueue.Stopping, _memory.Number(8));
        Assert.True(_memory.GivenUp);
    }

    [Fact]
    public void A_camera_that_somebody_holds_is_taken_when_it_is_free()
    {
        var held = true;
        using var sink = new ObsCameraSink(Size, 30, _ => held ? throw new ShieldException(SlateReason.StageFailed, "OBS holds it: stop it there.") : _memory);
        using var picture = TestPictures.Solid(Size, 120, 90, 200);
        Assert.Throws<ShieldException>(() => sink.Write(picture));
        held = false;

        sink.Write(picture);

        Assert.True(Newest().SequenceEqual(picture.Nv12));
    }

    public void Dispose() => _memory.Free();

    private ReadOnlySpan<byte> Newest() => _memory.Span.Slice((int)ObsQueue.SlotOffset(Size, (int)(_memory.Number(4) % 3)) + 32, Size.Nv12Bytes);
}
