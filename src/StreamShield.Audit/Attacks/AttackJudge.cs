using OpenCvSharp;
using StreamShield.Audit.Measures;
using StreamShield.Audit.Results;
using StreamShield.Audit.Truth;

namespace StreamShield.Audit.Attacks;

/// <summary>Measures how much of the room is visible in a reconstruction.</summary>
internal sealed class AttackJudge(RoomEstimate room, RoomMatcher matcher)
{
    /// <summary>Measures one reconstruction (BGR).</summary>
    public (AttackFigures Figures, AuditPicture Picture) Judge(string name, string idea, Mat rebuilt)
    {
        using var meter = new LeakMeter(rebuilt.Cols, rebuilt.Rows);
        var cells = meter.Add(room.Picture, rebuilt, room.Known);
        return (new AttackFigures(name, idea, cells, matcher.Inliers(rebuilt)), Jpeg.Of(name, rebuilt));
    }
}
