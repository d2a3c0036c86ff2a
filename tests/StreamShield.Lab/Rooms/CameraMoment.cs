namespace StreamShield.Lab.Rooms;

/// <summary>Camera and light of one frame against the stored plate.</summary>
/// <param name="X">Shift in pixels.</param>
/// <param name="Y">Shift in pixels.</param>
/// <param name="Turn">Rotation in radians.</param>
/// <param name="GainB">Factor of blue.</param>
/// <param name="GainG">Factor of green.</param>
/// <param name="GainR">Factor of red.</param>
internal readonly record struct CameraMoment(double X, double Y, double Turn, double GainB, double GainG, double GainR)
{
    private const double Bump = 25;

    public bool IsSame => this == Still(0, 0, 0);

    public static CameraMoment At(Drift drift, int frame, int frames)
    {
        var t = frame / (double)Scene.FramesPerSecond;
        if (drift == Drift.None)
        {
            return Still(0, 0, 0);
        }

        if (drift == Drift.Bumped)
        {
            return frame < frames / 2 ? Still(0, 0, 0) : Still(Bump * 0.8, -Bump * 0.6, 0.02);
        }

        var light = 1 + (0.15 * Math.Sin(2 * Math.PI * t / 4));
        var balance = 0.04 * Math.Sin(2 * Math.PI * t / 5.3);
        var reach = drift == Drift.Shifted ? 2 : 1 - Math.Cos(2 * Math.PI * t / 6);
        var angle = drift == Drift.Shifted ? 0.6 : 2 * Math.PI * t / 9;
        return new(reach * Math.Cos(angle), reach * Math.Sin(angle), 0, light * (1 - balance), light, light * (1 + balance));
    }

    private static CameraMoment Still(double x, double y, double turn) => new(x, y, turn, 1, 1, 1);
}
