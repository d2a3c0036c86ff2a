namespace StreamShield.Core.People;

/// <summary>Who is shown.</summary>
public enum PeopleChoice
{
    /// <summary>The streamer alone; every other person counts as room.</summary>
    Streamer = 0,

    /// <summary>Everybody the model finds.</summary>
    Everyone,
}
