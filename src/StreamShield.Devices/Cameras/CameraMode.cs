namespace StreamShield.Devices.Cameras;

/// <summary>One picture size a camera offers.</summary>
/// <param name="Encoding">Pixel format on the wire, such as "MJPG", "YUYV", "NV12".</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Rates">Pictures per second it offers at this size, highest first; empty when it does not say.</param>
public sealed record CameraMode(string Encoding, int Width, int Height, IReadOnlyList<double> Rates)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var rates = string.Join(", ", Rates.Select(rate => $"{rate:0.##}"));
        return rates.Length == 0 ? $"{Encoding} {Width}x{Height}" : $"{Encoding} {Width}x{Height} at {rates} fps";
    }
}
