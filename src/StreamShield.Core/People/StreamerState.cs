namespace StreamShield.Core.People;

/// <summary>How certain the selector is about who the streamer is.</summary>
public enum StreamerState
{
    /// <summary>Nobody has been chosen yet. Nobody is shown.</summary>
    Searching = 0,

    /// <summary>The streamer is being tracked.</summary>
    Following,

    /// <summary>The streamer has left or is not recognised yet. Nobody is shown.</summary>
    Lost,

    /// <summary>The streamer touches somebody or is partly covered. What is not clearly the streamer is hidden.</summary>
    Doubtful,
}
