using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;
using StreamShield.Devices.VirtualCameras.UnityCapture;

namespace StreamShield.Tests.Devices.VirtualCameras.UnityCapture;

/// <summary>What UnityCapture's receiver finds.</summary>
public sealed class UnityCaptureSinkTests : IDisposable
{
    private static readonly FrameSize Size = new(64, 34);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeReceiver _receiver = new(Size);
    private readonly ShieldedFrame _picture = TestPictures.Solid(Size, 81, 90, 240);

    [Fact]
    public void The_header_is_as_the_receiver_reads_it_and_the_time_out_is_never_for_ever()
    {
        using var sink = new UnityCaptureSink(Size, () => _receiver, _time);
        sink.Write(_picture);

        var memory = _receiver.Memory;
        Assert.Equal([(uint)Rgba.Bytes(Size), 64u, 34u, 64u, 0u, 1u, 0u], Enumerable.Range(0, 7).Select(i => memory.Number(i * 4)));
        Assert.InRange(memory.Number(28), 1u, 2000u);
        Assert.Equal([254, 0, 0, 255], memory.Span.Slice(32, 4).ToArray());
        Assert.Equal(1, _receiver.Announced);
        Assert.False(_receiver.IsLocked);
    }

    [Fact]
    public void Without_a_program_that_shows_the_camera_nothing_is_wrong()
    {
        FakeReceiver? receiver = null;
        using var sink = new UnityCaptureSink(Size, () => receiver, _time);
        sink.Write(_picture);
        Assert.False(sink.IsWatched);

        receiver = _receiver;
        sink.Write(_picture);

        Assert.True(sink.IsWatched);
        Assert.Equal(1, _receiver.Announced);
    }

    [Fact]
    public void A_receiver_that_asks_no_more_is_let_go_and_looked_for_anew()
    {
        var found = 0;
        var second = new FakeReceiver(Size);
        using var sink = new UnityCaptureSink(Size, () => found++ == 0 ? _receiver : second, _time);
        sink.Write(_picture);
        _receiver.Asks = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        sink.Write(_picture);
        Assert.False(_receiver.Disposed);
        _time.Advance(TimeSpan.FromSeconds(1.1));

        sink.Write(_picture);

        Assert.True(_receiver.Disposed);
        Assert.Equal(1, second.Announced);
        second.Memory.Free();
    }

    [Fact]
    public void A_receiver_that_hangs_or_has_no_room_is_told_of()
    {
        using var sink = new UnityCaptureSink(Size, () => _receiver, _time);
        _receiver.Hangs = true;
        Assert.Contains("hangs", Assert.Throws<ShieldException>(() => sink.Write(_picture)).Message, StringComparison.Ordinal);

        var small = new FakeReceiver(Size, room: 100);
        using var other = new UnityCaptureSink(Size, () => small, _time);
        Assert.Contains("--size", Assert.Throws<ShieldException>(() => other.Write(_picture)).Message, StringComparison.Ordinal);
        Assert.False(small.IsLocked);
        small.Memory.Free();
    }

    [Theory]
    [InlineData(0, "5c2cd55c-92ad-4999-8666-912bd3e70010")]
    [InlineData(1, "5c2cd55c-92ad-4999-8666-912bd3e70012")]
    [InlineData(9, "5c2cd55c-92ad-4999-8666-912bd3e7001a")]
    public void Devices_have_class_ids_with_a_gap_after_the_first(int device, string id) => Assert.Equal(new Guid(id), UnityCamera.ClassId(device));

    public void Dispose()
    {
        _picture.Dispose();
        _receiver.Memory.Free();
    }
}
