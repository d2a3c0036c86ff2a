namespace StreamShield.App.Live;

/// <summary>The capture of a plate.</summary>
/// <param name="Phase">Where it stands.</param>
/// <param name="Seconds">Left of the countdown.</param>
/// <param name="Share">How much of the empty room was looked at, 0..1.</param>
/// <param name="Words">One sentence; when refused, cause and cure.</param>
internal sealed record PlateView(PlatePhase Phase, int Seconds, double Share, string Words)
{
    /// <summary>Nothing is going on.</summary>
    public static PlateView Idle { get; } = new(PlatePhase.Idle, 0, 0, "");
}
