using OpenCvSharp;
using StreamShield.Audit.Measures;
using StreamShield.Audit.Results;
using StreamShield.Audit.Truth;

namespace StreamShield.Audit.Attacks;

/// <summary>Says how much of the room is in a rebuilt picture.</summary>
internal sealed class AttackJudge(RoomEstimate room, RoomMatcher matcher)
{
    /// <summary>Judges one picture, BGR.</summary>
    public (AttackFigures Figures, AuditPicture Picture) Judge(string name, string idea, Mat rebuilt)
    {
        using var meter = new LeakMeter(rebuilt.Cols, rebuilt.Rows);
        var cells = meter.Add(room.Picture, rebuilt, room.Known);
        return (new AttackFigures(name, idea, cells, matcher.Inliers(rebuilt)), Jpeg.Of(name, rebuilt));
    }
}
