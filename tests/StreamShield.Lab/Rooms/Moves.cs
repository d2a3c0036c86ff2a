namespace StreamShield.Lab.Rooms;

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

    /// <summary>Walks in from the right, stands before the webcam, sits down after two seconds, and goes on as at the desk.</summary>
    SitsDown,

    /// <summary>As at the desk, but turns round once every four seconds.</summary>
    Turns,

    /// <summary>As at the desk, on the right-hand side.</summary>
    SitsBeside,

    /// <summary>As at the desk, left of the middle and close to whoever sits beside.</summary>
    SitsLeft,

    /// <summary>As at the desk, with a tenth of the motion: somebody who reads.</summary>
    HardlyMoves,

    /// <summary>Comes in from the left, stays beside or behind whoever sits there, looking over the shoulder, and goes out again to the left.</summary>
    DropsIn,
}
