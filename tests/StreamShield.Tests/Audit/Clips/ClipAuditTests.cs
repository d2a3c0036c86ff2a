using System.Text;
using OpenCvSharp;
using StreamShield.Audit.Clips;
using StreamShield.Audit.Measures;
using StreamShield.Audit.Report;
using StreamShield.Audit.Results;
using StreamShield.Audit.Truth;
using StreamShield.Core.Frames;
using StreamShield.Core.Registration;
using StreamShield.Core.Zones;

namespace StreamShield.Tests.Audit.Clips;

/// <summary>The whole audit on a few frames.</summary>
public sealed class ClipAuditTests : IDisposable
{
    private const int Width = 320;
    private const int Height = 176;

    private static readonly Rect Patch = new(40, 40, 96, 96);
    private static readonly Rect Body = new(200, 60, 80, 116);

    private readonly Mat _room = TestRoom.Textured(Width, Height, 41);

    [Fact]
    public void A_room_that_shows_is_found_and_its_place_is_on_the_map()
    {
        var result = Run(leaking: true, new AuditOptions { Clip = "a <b>" });
        Assert.Equal(AuditVerdict.Found, result.Figures.Verdict);
        Assert.InRange(result.Figures.Match, RoomMatcher.Found, int.MaxValue);
        Assert.InRange(result.Figures.Recovered, 0.1, 0.5);
        var zone = Assert.IsType<RectangleShape>(result.SuggestedZones[0].Shape);
        Assert.True(zone.Left * Width <= Patch.Left && (zone.Left + zone.Width) * Width >= Patch.Right);
        Assert.True(zone.Top * Height <= Patch.Top && (zone.Top + zone.Height) * Height >= Patch.Bottom);
        Assert.Equal(ZoneKind.Hide, result.SuggestedZones[0].Kind);
        Assert.Equal(3, result.WorstFrames.Count);
    }

    [Fact]
    public void A_room_that_stays_hidden_is_not_found()
    {
        var result = Run(leaking: false, new AuditOptions { Clip = "clip" });
        Assert.Equal(AuditVerdict.NothingFound, result.Figures.Verdict);
        Assert.Equal((0, 0, 0), (result.Figures.Leak, result.Figures.RecoveredOnce, result.SuggestedZones.Count));
        Assert.All(result.Figures.Attacks, attack => Assert.Equal(0, attack.Cells));
    }

    [Fact]
    public void What_could_not_be_judged_is_not_called_hidden()
    {
        var result = Run(leaking: false, new AuditOptions { Clip = "clip" }, isKnown: false);
        Assert.Equal(AuditVerdict.Clues, result.Figures.Verdict);
        Assert.StartsWith("No part of your room could be judged", result.Figures.Words, StringComparison.Ordinal);
    }

    /// <summary>Zones move with the camera, so they are stored where the camera stood when the plate was captured.</summary>
    [Fact]
    public void Suggested_zones_follow_the_plate()
    {
        var frame = (RectangleShape)Run(leaking: true, new AuditOptions { Clip = "clip" }).SuggestedZones[0].Shape;
        var plate = (RectangleShape)Run(leaking: true, new AuditOptions { Clip = "clip" }, shift: RoomShift.None(new FrameSize(Width, Height)) with { Y = 0.05 }).SuggestedZones[0].Shape;
        Assert.Equal((frame.Left, frame.Top - 0.05), (plate.Left, plate.Top), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-9 && Math.Abs(a.Item2 - b.Item2) < 1e-9);
    }

    [Fact]
    public void Raw_pictures_come_only_when_asked_for()
    {
        Assert.Empty(Run(leaking: false, new AuditOptions { Clip = "clip" }).Raw);
        Assert.All(Run(leaking: false, new AuditOptions { Clip = "clip", WithRawPictures = true }).Raw, picture => Assert.True(picture.IsRaw));
    }

    [Fact]
    public void The_report_needs_nothing_else_and_escapes_names()
    {
        var page = HtmlReport.Write(Run(leaking: true, new AuditOptions { Clip = "a <b>" }));
        Assert.Contains("a &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("a <b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.Contains("data:image/jpeg;base64,", page, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(page) < 4_000_000);
    }

    [Fact]
    public void A_candidate_that_is_no_picture_is_named()
    {
        var path = Path.GetTempFileName();
        try
        {
            var failure = Assert.Throws<InvalidDataException>(() => Run(leaking: false, new AuditOptions { Clip = "clip", Candidates = [path] }));
            Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void An_audit_of_nothing_is_a_mistake()
    {
        using var audit = new ClipAudit(new AuditOptions { Clip = "clip" }, Width, Height);
        using var room = new RoomEstimate(_room.Clone(), TestRoom.Mask(Width, Height, 255));
        Assert.Throws<InvalidOperationException>(() => audit.Finish(room));
    }

    public void Dispose() => _room.Dispose();

    private AuditResult Run(bool leaking, AuditOptions options, bool isKnown = true, RoomShift? shift = null)
    {
        using var audit = new ClipAudit(options, Width, Height);
        using var person = TestRoom.Mask(Width, Height, Body);
        using var background = new Mat();
        Cv2.BitwiseNot(person, background);
        if (!isKnown)
        {
            background.SetTo(Scalar.All(0));
        }

        for (var i = 0; i < 8; i++)
        {
            using var raw = _room.Clone();
            raw[Body].SetTo(new Scalar(180, 60, 30));
            using var output = new Mat(Height, Width, MatType.CV_8UC3, new Scalar(40, 40, 40));
            raw[Body].CopyTo(output[Body]);
            if (leaking && i >= 3)
            {
                raw[Patch].CopyTo(output[Patch]);
            }

            audit.Add(raw, output, background, person);
        }

        using var room = new RoomEstimate(_room.Clone(), TestRoom.Mask(Width, Height, 255));
        return audit.Finish(room, shift);
    }
}
