namespace StreamShield.Tests.EndToEnd;

/// <summary>A raw frame as the source delivered it.</summary>
/// <param name="Number">The source's number.</param>
/// <param name="Luma">Every pixel.</param>
/// <param name="Streamer">What may be seen.</param>
/// <param name="Room">All of the picture but black bars.</param>
internal sealed record RawPicture(long Number, byte[] Luma, Area Streamer, Area Room);
