
namespace StreamShield.Core.Registration;

/// <summary>What one frame says of one anchor.</summary>
/// <param name="Seen">False: outside the picture, under a person, or too flat to say anything; the rest means nothing.</param>
/// <param name="Likeness">Correlation of frame and plate, -1 to 1, whatever the light.</param>
/// <param name="Noise">Variance that the plate does not explain, in squared levels of the plate.</param>
/// <param name="PullX">Derivatives times displacement: the right side of the normal equations.</param>
/// <param name="PullY">Likewise, downwards.</param>
internal readonly record struct AnchorReading(bool Seen, float Likeness, float Noise, float PullX, float PullY);
