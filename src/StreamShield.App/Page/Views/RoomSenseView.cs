namespace StreamShield.App.Page.Views;

/// <summary>Whether the camera still sees the known room.</summary>
/// <param name="Verdict">unsure, steady, shifted or moved.</param>
/// <param name="KnowsRoom">True when a plate is in use, captured or learnt.</param>
/// <param name="Words">The same in one sentence.</param>
/// <param name="Shift">Where the picture in which the zones are drawn lies in the frames now.</param>
internal sealed record RoomSenseView(string Verdict, bool KnowsRoom, string Words, ShiftView Shift);
