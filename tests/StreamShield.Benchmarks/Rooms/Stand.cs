namespace StreamShield.Benchmarks.Rooms;

/// <summary>Where a cut-out is at a moment.</summary>
/// <param name="X">Of the pivot, in picture widths.</param>
/// <param name="Y">Offset of the pivot, in picture heights.</param>
/// <param name="Scale">1 = the usual size.</param>
/// <param name="Turn">Radians.</param>
internal readonly record struct Stand(double X, double Y, double Scale, double Turn)
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

    // Out within 0.8 s from second 2 of every six, back within 0.8 s from second 4.
    private static double Away(double t)
    {
        var s = t % 6;
        var share = s < 4 ? (s - 2) / 0.8 : 1 - ((s - 4) / 0.8);
        share = Math.Clamp(share, 0, 1);
        return share * share * (3 - (2 * share));
    }

    private static double Swing(double t, double period, int phase) => Math.Sin((2 * Math.PI * t / period) + (phase * 1.7));
}
