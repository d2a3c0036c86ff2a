using Microsoft.Extensions.Time.Testing;
using StreamShield.App.Hosting;
using StreamShield.App.Live;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Tests.App.Page;
using StreamShield.Tests.Core;
using StreamShield.Tests.Core.Rooms;
using StreamShield.Tests.EndToEnd;

namespace StreamShield.Tests.App.Live;

/// <summary>The one owner of what a run does: what is refused has not happened, what is obeyed is in force.</summary>
[Collection(EndToEndTests.Name)]
public sealed class LiveControlTests
{
    /// <summary>One that nobody answers at.</summary>
    private const string OtherCamera = "http://127.0.0.1:9/video";

    private static ReadOnlyMemory<byte> Json(string json) => System.Text.Encoding.UTF8.GetBytes(json);

    [Fact]
    public async Task Keys_and_page_change_the_same_settings()
    {
        await using var rig = await PageRig.StartAsync(7601);
        await rig.Control.ChangeSettingsAsync(Json("""{"strength":93}"""));
        await rig.Control.StepAsync(stronger: true);
        Assert.Equal(98, rig.Control.Now.Settings.Strength);
        await rig.Control.StepAsync(stronger: true);
        Assert.Equal(100, rig.Control.Now.Settings.Strength);
        await rig.Control.StepAsync(stronger: false);
        Assert.Equal(95, rig.Control.Now.Settings.Strength);
        Assert.True(rig.Control.Now.Unsaved);
        await rig.Control.ChangeSettingsAsync(Json("""{"strength":75}"""));
        Assert.False(rig.Control.Now.Unsaved);
        rig.Live.UntilShown();
        rig.End();
    }

    /// <summary>Otherwise the page, the tray and a button would say that the picture goes out.</summary>
    [Fact]
    public async Task While_every_output_is_switched_off_the_state_is_hidden()
    {
        await using var rig = await PageRig.StartAsync(7607);
        rig.Live.UntilShown();
        Assert.True((await rig.GetAsync("state")).GetProperty("live").GetBoolean());
        foreach (var name in rig.Live.Session.Pumps.Where(pump => pump.IsForViewers).Select(pump => pump.Name).Distinct().ToList())
        {
            rig.Control.SwitchOutput(name, false);
        }

        var state = await rig.GetAsync("state");
        Assert.False(state.GetProperty("live").GetBoolean());
        Assert.Contains("switched off", state.GetProperty("detail").GetString(), StringComparison.Ordinal);
        rig.End();
    }

    [Fact]
    public async Task Every_change_is_announced_and_numbered_and_a_refused_one_is_not()
    {
        await using var rig = await PageRig.StartAsync(7602);
        var next = rig.Control.Changed.Next;
        await Assert.ThrowsAsync<ShieldException>(() => rig.Control.ChangeSettingsAsync(Json("""{"strength":101}""")));
        Assert.Throws<UserException>(() => rig.Control.SwitchOutput("film", false));
        Assert.False(next.IsCompleted);
        Assert.Equal(1, rig.Control.Now.Revision);
        await rig.Control.ChangeSettingsAsync(Json("{}"));
        await next;
        Assert.Equal(2, rig.Control.Now.Revision);
        next = rig.Control.Changed.Next;
        rig.Control.Panic = true;
        await next;
    }

    [Fact]
    public async Task Changes_from_many_threads_leave_one_of_them_in_force_and_every_picture_hidden()
    {
        await using var rig = await PageRig.StartAsync(7603);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await rig.Control.ChangeSettingsAsync(Json($$"""{"strength":{{(thread * 20) + (i % 20)}},"effect":"{{(i % 2 == 0 ? "solid" : "blur")}}"}"""));
            }
        })));
        Assert.Equal(201, rig.Control.Now.Revision);
        rig.Live.UntilShown(10);
        rig.End();
        Assert.Equal(0, rig.Live.Session.Counters.Failed);
    }

    /// <summary>"webcam:0" is stored by the camera's name, which is right when others are plugged in.</summary>
    [Fact]
    public async Task What_was_just_stored_is_not_unsaved_although_its_camera_is_written_in_another_way()
    {
        await using var rig = await PageRig.StartAsync(7605);
        var before = rig.Control.Now;
        rig.Control.Keep(before, before.Room with { Name = "Attic", Camera = "webcam:C920" });
        Assert.Equal(("Attic", before.Room.Camera, false), (rig.Control.Now.Room.Name, rig.Control.Now.Room.Camera, rig.Control.Now.Unsaved));
        Assert.True(rig.Control.Now.ShowsTheSameAs(before));
        rig.Live.UntilShown();
        rig.End();
    }

    /// <summary>The demo's room is nobody's: stored with hers, it would hide her first real picture as that of a moved camera.</summary>
    [Fact]
    public async Task The_room_of_the_demo_clip_is_never_stored()
    {
        await using var rig = await PageRig.StartAsync(7611, static live => live.Source.Label = "DEMO");
        Assert.Contains("demo clip, not your room", Assert.Throws<UserException>(() => rig.Control.Plate.Start(0)).Message, StringComparison.Ordinal);

        var learnt = new Plate(Room.Size) { Origin = PlateOrigin.SelfCaptured };
        Assert.True(rig.Control.TryApplyPlate(rig.Control.Now, hasPlate: false, learnt));
        await rig.Control.Rooms.CreateAsync("Den");
        Assert.False(rig.Rooms.Plates.Has("Den"));
        Assert.False(rig.Rooms.Load("Den").HasPlate);

        // The same for a capture that comes later, while that room is in use.
        await rig.Control.StoreAsync(now => rig.Control.Plate.Use(now, new Plate(Room.Size) { Origin = PlateOrigin.SelfCaptured }));
        Assert.False(rig.Rooms.Plates.Has("Den"));
    }

    /// <summary>A plate that was stored with a room is not used on the demo clip, which shows another one.</summary>
    [Fact]
    public async Task The_demo_clip_is_not_compared_with_a_stored_room()
    {
        await using var rig = await PageRig.StartAsync(7612, static live => live.Source.Label = "DEMO");
        await rig.Control.Rooms.CreateAsync("Den");
        rig.Rooms.KeepPlate("Den", new Plate(Room.Size));
        await rig.Control.Rooms.UseAsync("Den", mayLackPlate: false);
        Assert.Null(rig.Control.Now.Settings.Plate);
        Assert.True(rig.Rooms.Plates.Has("Den"));
    }

    /// <summary>The law of the exchange: no frame of the old camera is seen under the new room's settings, and none of the new one under the old ones.</summary>
    [Fact]
    public async Task Between_two_sources_there_is_the_slate_and_no_picture_of_the_old_one_comes_after_it()
    {
        await using var rig = await PageRig.StartAsync(7604);
        rig.Live.UntilShown();
        rig.Live.Session.Change(rig.Control.Now.Settings, () => rig.Live.Open(), new GreySource());
        var ids = rig.Live.ShownIds;
        rig.Live.Until("the new source is shown", () => rig.Live.ShownIds.Length > ids.Length + 5);
        var after = rig.Live.ShownIds[(ids.Length + 1)..];
        Assert.True(rig.Live.Source.Disposed);
        Assert.All(after, id => Assert.True(id > rig.Live.Source.Delivered, $"picture {id} came late, the old source delivered {rig.Live.Source.Delivered}"));
        Assert.Contains(SlateReason.ModelLoading, rig.Live.ShownSlates);
    }

    [Fact]
    public async Task While_a_camera_is_being_opened_no_capture_takes_its_cover_away()
    {
        await using var rig = await PageRig.StartAsync(7605);
        var outlet = rig.Live.Session.Outlet;
        var opening = new Cover(SlateReason.Starting, "Camera B is being opened.");
        outlet.Cover(opening);
        Assert.Contains("being opened", Assert.Throws<UserException>(() => rig.Control.Plate.Start(0)).Message, StringComparison.Ordinal);
        Assert.Same(opening, outlet.Covered);
        Assert.Equal(PlatePhase.Idle, rig.Control.Plate.View.Phase);

        outlet.Uncover();
        rig.Control.Plate.Start(60);
        rig.Control.Plate.Start(60);
        Assert.Equal(SlateReason.CapturingRoom, outlet.Covered?.Reason);
        outlet.Cover(opening);
        rig.Control.Plate.Stop();
        Assert.Same(opening, outlet.Covered);
        outlet.Uncover();
    }

    [Fact]
    public async Task A_source_that_was_opened_ends_its_own_cover_only()
    {
        await using var rig = await PageRig.StartAsync(7606);
        var mine = new Cover(SlateReason.CapturingRoom, "");
        rig.Live.Session.Change(rig.Control.Now.Settings, () => rig.Live.Open(), new GreySource());
        rig.Live.Session.Outlet.Cover(mine);
        rig.Live.Until("the old source is closed", () => rig.Live.Source.Disposed);
        Assert.Same(mine, rig.Live.Session.Outlet.Covered);
    }

    [Fact]
    public async Task A_plate_is_only_used_where_it_was_captured()
    {
        await using var rig = await PageRig.StartAsync(7607);
        var seen = rig.Control.Now;
        await rig.Control.Rooms.CreateAsync("Bedroom");
        using var late = new Plate(Room.Size) { Origin = PlateOrigin.SelfCaptured };
        Assert.False(rig.Control.TryApplyPlate(seen, hasPlate: false, late));
        Assert.Contains("capture again", Assert.Throws<UserException>(() => rig.Control.Plate.Use(seen, late)).Message, StringComparison.Ordinal);
        Assert.Null(rig.Control.Now.Settings.Plate);
        Assert.True(rig.Control.TryApplyPlate(rig.Control.Now, hasPlate: false, new Plate(Room.Size)));
    }

    /// <summary>A plate that nobody asked for shows the place of the camera that made it.</summary>
    [Theory]
    [InlineData(PlateOrigin.SelfCaptured, "pattern", true)]
    [InlineData(PlateOrigin.SelfCaptured, OtherCamera, false)]
    [InlineData(PlateOrigin.Captured, OtherCamera, true)]
    public async Task A_plate_captured_by_itself_does_not_go_with_another_camera(PlateOrigin origin, string camera, bool stays)
    {
        await using var rig = await PageRig.StartAsync(7608);
        Assert.True(rig.Control.TryApplyPlate(rig.Control.Now, hasPlate: false, new Plate(Room.Size) { Origin = origin }));
        rig.Control.Plate.Note("Your empty room is known.");
        await rig.Control.UseCameraAsync(camera);
        Assert.Equal(stays, rig.Control.Now.Settings.Plate is not null);
        Assert.Equal("", rig.Control.Now.PlateTrouble);
    }

    /// <summary>While other settings are on their way, the shield may have found the room of the camera before.</summary>
    [Fact]
    public async Task What_a_shield_with_other_settings_has_captured_is_not_kept()
    {
        await using var rig = await PageRig.StartAsync(7610);
        var time = new FakeTimeProvider();
        using var shield = new FrameShield(Room.Size, ScriptedSegmenter.Nobody(), rig.Control.Now.Settings with { Strength = 1 }, time);
        using var frame = TestPictures.Frame(Room.Size, RoomPictures.Textured);
        using var output = new ShieldedFrame(Room.Size);
        for (var i = 1; shield.Room.SelfCaptures == 0 && i < 100; i++)
        {
            time.Advance(TimeSpan.FromSeconds(0.1));
            frame.Stamp(i, time.GetTimestamp());
            shield.Shield(frame, output);
        }

        var keeper = new SelfCaptureKeeper(rig.Control, rig.Control.Plate.Note, rig.Terminal);
        keeper.Look(frame, shield, output);
        await Task.Delay(300);
        Assert.Null(rig.Control.Now.Settings.Plate);

        shield.Apply(rig.Control.Now.Settings);
        keeper.Look(frame, shield, output);
        await rig.UntilAsync("it is kept", static state => state.GetProperty("room").GetProperty("hasPlate").GetBoolean());
    }

    [Fact]
    public async Task What_was_said_of_a_room_is_taken_back_in_the_next_one()
    {
        await using var rig = await PageRig.StartAsync(7609);
        rig.Rooms.Add(rig.Begun with { Name = "Bedroom" });
        rig.Control.Plate.Note("Your empty room is known.");
        await rig.Control.StepAsync(stronger: true);
        Assert.Equal("Your empty room is known.", rig.Control.Plate.View.Words);
        await rig.Control.Rooms.UseAsync("Bedroom", mayLackPlate: false);
        Assert.Equal(PlateView.Idle, rig.Control.Plate.View);
    }

    private sealed class GreySource : ISource
    {
        private readonly ManualResetEvent _closed = new(false);

        public string Name => "grey";

        public SourceFormat Open() => new(Room.Size.Width, Room.Size.Height, 60, "BGR");

        public bool Read(Frame frame)
        {
            _closed.WaitOne(TimeSpan.FromMilliseconds(16));
            frame.Pixels.Fill(90);
            return true;
        }

        public void Dispose() => _closed.Set();
    }
}
