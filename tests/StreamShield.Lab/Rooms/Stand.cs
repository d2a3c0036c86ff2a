namespace StreamShield.Lab.Rooms;

/// <summary>Where a cut-out is at a moment.</summary>
/// <param name="X">Of the pivot, in picture widths.</param>
/// <param name="Y">Offset of the pivot, in picture heights.</param>
/// <param name="Scale">1 = the usual size.</param>
/// <param name="Turn">Radians.</param>
/// <param name="Width">Of the cut-out, 1 = as photographed; below 0 it is seen mirrored.</param>
internal readonly record struct Stand(double X, double Y, double Scale, double Turn, double Width = 1)
{
    private const double Second = 1.0 / Scene.FramesPerSecond;

    public static Stand At(Moves moves, int frame, int frames, int phase)
    {
        var t = frame * Second;
        return moves switch
        {
            Moves.Standing => new(0.5 + (0.17 * Swing(t, 4.1, phase)), 0.008 * Swing(t, 1.3, phase), 1 + (0.03 * Swing(t, 3.1, phase)), 0.025 * Swing(t, 2.2, phase)),
            Moves.WalksThrough => new(-0.2 + (1.4 * frame / (frames - 1.0)), 0.008 * Swing(t, 0.55, phase), 1, 0.02 * Swing(t, 1.1, phase)),
            Moves.LeavesAndReturns => Desk(t, phase) with { X = Desk(t, phase).X + (1.1 * Away(t)) },
            Moves.SitsDown => SittingDown(t, phase),
            Moves.Turns => Desk(t, phase) with { Width = Turning(t) },
            Moves.SitsBeside => Desk(t, phase) with { X = Desk(t, phase).X + 0.24 },
            Moves.SitsLeft => Desk(t, phase) with { X = Desk(t, phase).X - 0.12 },
            Moves.DropsIn => DroppingIn((double)frame / (frames - 1), t, phase),
            Moves.HardlyMoves => Reading(Desk(t, phase)),
            _ => Desk(t, phase),
        };
    }

    private static Stand Desk(double t, int phase)
    {
        // Leaning in takes the third second of every six.
        var lean = Math.Pow(Math.Max(0, Math.Sin(Math.PI * ((t % 6) - 2))), 2) * ((t % 6) is > 2 and < 3 ? 1 : 0);
        return new(0.5 + (0.06 * Swing(t, 2.9, phase)) + (0.02 * Swing(t, 0.8, phase)), 0.012 * Swing(t, 1.7, phase), 1 + (0.04 * Swing(t, 3.7, phase)) + (0.22 * lean),
            0.05 * Swing(t, 2.3, phase));
    }

    private static Stand Reading(Stand desk) => new(0.5 + ((desk.X - 0.5) / 10), desk.Y / 10, 1 + ((desk.Scale - 1) / 10), desk.Turn / 10);

    // Out within 0.8 s from second 2 of every six, back within 0.8 s from second 4.
    private static double Away(double t)
    {
        var s = t % 6;
        var share = s < 4 ? (s - 2) / 0.8 : 1 - ((s - 4) / 0.8);
        return Smooth(share);
    }

    // In the middle after 1.2 s, down by a quarter of the picture between 2 and 2.6 s.
    private static Stand SittingDown(double t, int phase)
    {
        var (away, down) = (1 - Smooth(t / 1.2), Smooth((t - 2) / 0.6));
        var desk = Desk(Math.Max(0, t - 2.6), phase);
        return desk with { X = desk.X + (0.9 * away), Y = desk.Y - (0.25 * (1 - down)) };
    }

    // Half round between 1.5 and 2 s of every four, and back between 3.5 and 4 s; from the side the width is a third.
    private static double Turning(double t)
    {
        var width = Math.Cos(Math.PI * (Smooth(((t % 4) - 1.5) / 0.5) + Smooth(((t % 4) - 3.5) / 0.5)));
        return width < 0 ? Math.Min(width, -0.35) : Math.Max(width, 0.35);
    }

    // In during the first third, out during the last; between them the body sways as at the desk, by half.
    private static Stand DroppingIn(double share, double t, int phase)
    {
        var there = Smooth(Math.Min(share, 1 - share) * 3);
        return new(-0.25 + (0.58 * there) + (0.03 * Swing(t, 2.9, phase)), (0.008 * Swing(t, 0.55, phase) * (1 - there)) + (0.006 * Swing(t, 1.7, phase)), 1, 0.025 * Swing(t, 2.3, phase));
    }

    private static double Smooth(double share)
    {
        share = Math.Clamp(share, 0, 1);
        return share * share * (3 - (2 * share));
    }

    private static double Swing(double t, double period, int phase) => Math.Sin((2 * Math.PI * t / period) + (phase * 1.7));
}
