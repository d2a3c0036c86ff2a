namespace StreamShield.App.Page.Views;

/// <summary>How the camera stands against what is known of the room.</summary>
/// <param name="Verdict">unsure, steady, shifted or moved.</param>
/// <param name="KnowsRoom">True when a plate is in use, captured or learnt.</param>
/// <param name="Words">One sentence.</param>
internal sealed record RoomSenseView(string Verdict, bool KnowsRoom, string Words);
