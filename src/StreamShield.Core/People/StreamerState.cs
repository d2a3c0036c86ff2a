namespace StreamShield.Core.People;

/// <summary>How sure the selector is of who the streamer is.</summary>
public enum StreamerState
{
    /// <summary>Nobody has been chosen yet: nobody is shown.</summary>
    Searching = 0,

    /// <summary>The streamer is followed.</summary>
    Following,

    /// <summary>The streamer is not in the picture, or not known again yet: nobody is shown.</summary>
    Lost,

    /// <summary>The streamer touches somebody or is covered in part: what is not clearly the streamer is hidden.</summary>
    Doubtful,
}
