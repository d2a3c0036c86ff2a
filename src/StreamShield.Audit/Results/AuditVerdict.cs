namespace StreamShield.Audit.Results;

/// <summary>The outcome of the attacks; the zero value is the worst.</summary>
public enum AuditVerdict
{
    /// <summary>Somebody with a picture of the room could identify it.</summary>
    Found = 0,

    /// <summary>Parts of the room are visible, but not enough for the attacks run here to identify it.</summary>
    Clues,

    /// <summary>None of the attacks found anything.</summary>
    NothingFound,
}
