namespace StreamShield.Lab.Sound.Live;

/// <summary>One press of the panic button, in time stamps of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
/// <param name="Asked">Just before the request.</param>
/// <param name="Answered">The program had answered.</param>
/// <param name="BackAsked">Just before the request that lets it go.</param>
internal sealed record PanicPress(long Asked, long Answered, long BackAsked);
