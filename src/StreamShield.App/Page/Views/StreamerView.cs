namespace StreamShield.App.Page.Views;

/// <summary>Who is shown; the place is in picture widths and heights, all 0 when nobody is.</summary>
/// <param name="State">everyone, searching, following, lost or doubtful.</param>
/// <param name="PickNeeded">True when nobody is shown until the streamer comes in or is picked.</param>
/// <param name="Left">Left edge.</param>
/// <param name="Top">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="Words">The same in one sentence.</param>
internal sealed record StreamerView(string State, bool PickNeeded, double Left, double Top, double Width, double Height, string Words);
