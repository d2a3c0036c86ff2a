namespace StreamShield.Devices.Cameras;

/// <summary>One capture mode of a camera.</summary>
/// <param name="Encoding">Pixel format on the wire, such as "MJPG", "YUYV", "NV12".</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Rates">Frames per second offered at this size, highest first; empty if the camera does not say.</param>
public sealed record CameraMode(string Encoding, int Width, int Height, IReadOnlyList<double> Rates)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var rates = string.Join(", ", Rates.Select(rate => $"{rate:0.##}"));
        return rates.Length == 0 ? $"{Encoding} {Width}x{Height}" : $"{Encoding} {Width}x{Height} at {rates} fps";
    }
}
