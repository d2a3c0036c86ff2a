namespace StreamShield.Core.People;

/// <summary>Which people are shown.</summary>
public enum PeopleChoice
{
    /// <summary>Only the streamer. Other people are hidden like the room.</summary>
    Streamer = 0,

    /// <summary>Everybody whom the model finds.</summary>
    Everyone,
}
