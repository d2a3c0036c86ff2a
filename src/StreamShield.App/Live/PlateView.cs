namespace StreamShield.App.Live;

/// <summary>State of a plate capture.</summary>
/// <param name="Phase">Its phase.</param>
/// <param name="Seconds">Seconds left of the countdown.</param>
/// <param name="Share">Progress of the capture, 0..1.</param>
/// <param name="Words">One sentence; if refused, cause and cure.</param>
internal sealed record PlateView(PlatePhase Phase, int Seconds, double Share, string Words)
{
    /// <summary>No capture is in progress.</summary>
    public static PlateView Idle { get; } = new(PlatePhase.Idle, 0, 0, "");
}
