namespace StreamShield.Lab.Rooms;

/// <summary>When and where somebody clicks on the streamer.</summary>
/// <param name="Frame">Number of the frame.</param>
/// <param name="X">In picture widths.</param>
/// <param name="Y">In picture heights.</param>
internal sealed record PickMoment(int Frame, double X, double Y);
