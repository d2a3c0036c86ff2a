
namespace StreamShield.Core.Registration;

/// <summary>The measurement of one anchor in one frame.</summary>
/// <param name="Seen">False when it is outside the picture, covered by a person, or too flat; the other values are then meaningless.</param>
/// <param name="Likeness">Correlation of frame and plate, -1 to 1, independent of the lighting.</param>
/// <param name="Noise">Variance that the plate does not explain, in squared levels of the plate.</param>
/// <param name="PullX">Derivatives times displacement: the right-hand side of the normal equations.</param>
/// <param name="PullY">The same for the vertical direction, downwards.</param>
internal readonly record struct AnchorReading(bool Seen, float Likeness, float Noise, float PullX, float PullY);
