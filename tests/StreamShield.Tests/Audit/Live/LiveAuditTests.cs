using StreamShield.Audit.Live;
using StreamShield.Audit.Results;
using StreamShield.Audit.Truth;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Registration;
using StreamShield.Core.Zones;

namespace StreamShield.Tests.Audit.Live;

/// <summary>The check before a stream: what leaks is found, with or without a captured room, and the words say what to do.</summary>
public sealed class LiveAuditTests
{
    private static readonly LiveWatch Fine = new(10, 300, 0, 30, 0, null);
    private static readonly LiveEvidence Evidence = new(300, 1, 0.9, 120, true, "decoy", false, null);

    [Fact]
    public void Without_a_plate_a_window_that_shows_is_found_and_named()
    {
        using var scene = new LiveScene(leaking: true, withPlate: false);
        var result = scene.Run(45);
        Assert.False(result.IsSafe);
        Assert.NotEqual(AuditVerdict.NothingFound, result.Verdict);
        var leak = result.Findings[0];
        Assert.Equal((LiveFindingKind.Leak, true), (leak.Kind, leak.MustMend));
        Assert.Contains("left: put a hide-zone there", leak.Words, StringComparison.Ordinal);
        Assert.Contains("Capture your room", leak.Words, StringComparison.Ordinal);
        Assert.NotEmpty(result.SuggestedZones);
        Assert.False(result.Figures.HasPlate);
        Assert.Equal(result.Findings.Select(finding => finding.Words), result.Audit!.Advice);
    }

    [Fact]
    public void Without_a_plate_a_room_that_stays_hidden_is_safe_and_the_evidence_called_weaker()
    {
        using var scene = new LiveScene(leaking: false, withPlate: false);
        var result = scene.Run(45);
        Assert.True(result.IsSafe, result.Words);
        Assert.Equal(0, result.Figures.RecoveredOnce);
        Assert.InRange(result.Figures.RoomKnown, 0.5, 1);
        var advice = Assert.Single(result.Findings);
        Assert.Equal((LiveFindingKind.Plate, false), (advice.Kind, advice.MustMend));
    }

    /// <summary>In another light, or after furniture was moved, hardly anything matches the captured room.</summary>
    [Fact]
    public void A_room_that_hardly_matches_its_captured_picture_is_not_called_safe()
    {
        using var scene = new LiveScene(leaking: false, withPlate: true);
        var result = scene.Run(60, judged: 0.1);
        Assert.False(result.IsSafe);
        Assert.Contains(result.Findings, finding => finding.MustMend && finding.Words.StartsWith("Only 10 % of what was hidden", StringComparison.Ordinal));
    }

    [Fact]
    public void With_a_plate_measuring_begins_at_once_and_nothing_is_left_to_say()
    {
        using var scene = new LiveScene(leaking: false, withPlate: true);
        var result = scene.Run(12);
        Assert.True(result.IsSafe, result.Words);
        Assert.Empty(result.Findings);
        Assert.Equal((12, true, 1), (result.Figures.Measured, result.Figures.HasPlate, result.Figures.RoomKnown));
    }

    [Fact]
    public void A_check_that_saw_nothing_is_not_safe_and_says_why()
    {
        var state = new ShieldState(ShieldStatus.Slate, SlateReason.SourceMissing, "There is no camera: plug one in.");
        var result = LiveAuditText.Judge(Fine with { Shown = 0, SlateShare = 1, Slate = state }, Evidence with { Measured = 0 }, null);
        Assert.False(result.IsSafe);
        Assert.Equal(AuditVerdict.Found, result.Verdict);
        Assert.Contains("plug one in", Assert.Single(result.Findings).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LiveFindingKind.Streamer, true)]
    [InlineData(LiveFindingKind.Slate, true)]
    [InlineData(LiveFindingKind.Changed, true)]
    [InlineData(LiveFindingKind.NoPicture, true)]
    [InlineData(LiveFindingKind.Light, false)]
    [InlineData(LiveFindingKind.Speed, false)]
    [InlineData(LiveFindingKind.Effect, false)]
    public void Each_trouble_has_its_finding(LiveFindingKind kind, bool mustMend)
    {
        using var scene = new LiveScene(leaking: false, withPlate: true);
        var audit = scene.Run(12).Audit;
        Assert.Empty(LiveAuditText.Judge(Fine, Evidence, audit).Findings);
        var (watch, evidence) = kind switch
        {
            LiveFindingKind.Streamer => (Fine, Evidence with { StreamerShare = 0.1 }),
            LiveFindingKind.Slate => (Fine with { SlateShare = 0.3, Slate = new ShieldState(ShieldStatus.Slate, SlateReason.RoomMoved, "") }, Evidence),
            LiveFindingKind.Changed => (Fine, Evidence with { Changed = true }),
            LiveFindingKind.NoPicture => (Fine, Evidence with { Measured = 3 }),
            LiveFindingKind.Light => (Fine, Evidence with { Brightness = 20 }),
            LiveFindingKind.Speed => (Fine with { Shown = 120 }, Evidence),
            _ => (Fine, Evidence with { Effect = "blur" }),
        };
        var result = LiveAuditText.Judge(watch, evidence, audit);
        var finding = Assert.Single(result.Findings);
        Assert.Equal((kind, mustMend), (finding.Kind, finding.MustMend));
        Assert.Equal(!mustMend, result.IsSafe);
    }

    [Fact]
    public void What_may_become_a_report_does_not_name_the_camera()
    {
        using var scene = new LiveScene(leaking: false, withPlate: true);
        var lost = new ShieldState(ShieldStatus.Slate, SlateReason.SourceLost, "The webcam 0 (BRIO of Jane Roe) was unplugged: plug it in.");
        var result = LiveAuditText.Judge(Fine with { SlateShare = 0.5, Slate = lost }, Evidence, scene.Run(12).Audit);
        Assert.DoesNotContain("BRIO", Assert.Single(result.Audit!.Advice), StringComparison.Ordinal);
        Assert.Contains(Slate.Words(SlateReason.SourceLost), result.Audit.Advice[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_moment_wins_and_the_end_is_told()
    {
        using var scene = new LiveScene(leaking: false, withPlate: true);
        LiveMoment? mine = null;
        scene.Offer();
        scene.Offer();
        using var newest = scene.Moments.Next(ref mine, default)!;
        scene.Moments.Close();
        scene.Offer();
        Assert.Null(scene.Moments.Next(ref mine, default));
        Assert.Equal(2, scene.Moments.Offered);
    }

    [Fact]
    public void Settings_that_change_meanwhile_are_noticed()
    {
        using var scene = new LiveScene(leaking: false, withPlate: false);
        scene.Offer();
        Assert.False(scene.Moments.Changed);
        scene.Shield.Apply(scene.Shield.Settings with { Strength = 30 });
        scene.Offer();
        Assert.True(scene.Moments.Changed);
    }

    /// <summary>The streamer changed nothing; a room that she captures herself is a change.</summary>
    [Theory]
    [InlineData(PlateOrigin.SelfCaptured, false)]
    [InlineData(PlateOrigin.Captured, true)]
    public void A_room_that_is_captured_by_itself_meanwhile_is_no_change(PlateOrigin origin, bool isChange)
    {
        using var scene = new LiveScene(leaking: false, withPlate: false);
        using var plate = new Plate(LiveScene.Size) { Origin = origin };
        plate.Confidence.Fill(255);
        scene.Offer();
        scene.Shield.Apply(scene.Shield.Settings with { Plate = plate });
        Assert.Equal(isChange, Noticed());
        scene.Shield.Apply(scene.Shield.Settings with { Strength = 30 });
        Assert.True(Noticed());

        bool Noticed()
        {
            scene.Offer();
            return scene.Moments.Changed;
        }
    }

    [Fact]
    public void A_stopped_wait_ends()
    {
        using var scene = new LiveScene(leaking: false, withPlate: false);
        LiveMoment? mine = new(LiveScene.Size);
        using var kept = mine;
        Assert.Throws<OperationCanceledException>(() => scene.Moments.Next(ref mine, new CancellationToken(canceled: true)));
        Assert.Same(kept, mine);
    }

    [Theory]
    [InlineData(0.02, 0.02, "top left")]
    [InlineData(0.45, 0.45, "middle")]
    [InlineData(0.9, 0.45, "right")]
    [InlineData(0.45, 0.9, "bottom")]
    public void Places_have_names(double left, double top, string words) =>
        Assert.Equal(words, LeakPlaces.Words(new Zone { Name = "leak 1", Kind = ZoneKind.Hide, Shape = new RectangleShape(left, top, 0.1, 0.1) }));

    [Fact]
    public void A_plate_moves_with_the_camera()
    {
        using var picture = TestRoom.Textured(LiveScene.Size.Width, LiveScene.Size.Height, 5);
        using var estimate = new RoomEstimate(picture.Clone(), TestRoom.Mask(LiveScene.Size.Width, LiveScene.Size.Height, 255));
        using var moved = estimate.Moved(RoomShift.None(LiveScene.Size) with { X = 8.0 / LiveScene.Size.Height, Y = -4.0 / LiveScene.Size.Height });
        using var expected = picture[new OpenCvSharp.Rect(40, 44, 100, 100)];
        using var seen = moved.Picture[new OpenCvSharp.Rect(48, 40, 100, 100)];
        Assert.Equal(0, OpenCvSharp.Cv2.Norm(expected, seen));
        Assert.Equal(0, moved.Known.At<byte>(100, 4));
        Assert.Equal(255, moved.Known.At<byte>(100, 12));
    }
}
