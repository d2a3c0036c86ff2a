namespace StreamShield.Benchmarks.Rooms;

/// <summary>How a person of a scene moves.</summary>
internal enum Moves
{
    /// <summary>As filmed.</summary>
    OfTheClip,

    /// <summary>Upper body before a webcam: sways, turns a little, leans in.</summary>
    AtTheDesk,

    /// <summary>Whole body: steps from side to side.</summary>
    Standing,

    /// <summary>As at the desk, but leaves to one side after a third of the clip and comes back.</summary>
    LeavesAndReturns,

    /// <summary>Walks through the picture once, from left to right.</summary>
    WalksThrough,
}
