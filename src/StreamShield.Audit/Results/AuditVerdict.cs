namespace StreamShield.Audit.Results;

/// <summary>What the attacks came to; the zero value is the worst.</summary>
public enum AuditVerdict
{
    /// <summary>Somebody with a picture of the room would find it.</summary>
    Found = 0,

    /// <summary>Parts of the room show; not enough to name it by the attacks run here.</summary>
    Clues,

    /// <summary>None of the attacks got anything.</summary>
    NothingFound,
}
