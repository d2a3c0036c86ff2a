namespace StreamShield.App.Obs;

/// <summary>A raw camera found in a scene.</summary>
/// <param name="Scene">The scene.</param>
/// <param name="Source">The input.</param>
/// <param name="Camera">The device behind it.</param>
/// <param name="Inside">The scene or group in between, or empty when the scene holds the input itself.</param>
/// <param name="IsOn">True when it is visible in the scene now; false when it, or a scene or group around it, is hidden.</param>
internal sealed record RawSighting(string Scene, string Source, string Camera, string Inside, bool IsOn)
{
    /// <summary>One sentence with cause and cure.</summary>
    public string Sentence =>
        $"Scene '{Scene}' {(IsOn ? "shows" : "holds")} your raw camera: '{Source}' ({Camera}){(Inside.Length > 0 ? $" inside '{Inside}'" : "")}{(IsOn ? "" : ", switched off now")}."
        + " Remove it from the scene; if it is no camera of your room, say --allow with its name.";
}
