namespace StreamShield.Core.People;

/// <summary>How to recognise a streamer who was followed before.</summary>
/// <param name="Colours">A copy of the shares of <see cref="Looks"/>.</param>
/// <param name="LastSeen">Where the streamer was last seen, 0 to 1 across.</param>
/// <param name="Place">The box around the streamer, 0 to 1; null if nobody was there.</param>
internal sealed record StreamerMemory(float[] Colours, double LastSeen, (double Left, double Top, double Right, double Bottom)? Place);
