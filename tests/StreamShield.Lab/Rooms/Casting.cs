namespace StreamShield.Lab.Rooms;

/// <summary>A person of a scene.</summary>
/// <param name="Picture">Picture below <c>people/</c> such as <c>street/0083</c>, or <see cref="Dancer"/>.</param>
/// <param name="Moves">How a cut-out moves; the dancer moves by himself.</param>
/// <param name="Start">The dancer's first frame; the phase of a cut-out's motion.</param>
/// <param name="Mirrored">Left and right swapped.</param>
internal sealed record Casting(string Picture, Moves Moves = Moves.OfTheClip, int Start = 0, bool Mirrored = false)
{
    /// <summary>The clip with an exact alpha channel.</summary>
    public const string Dancer = "dancer";
}
