using StreamShield.Core;

namespace StreamShield.App.Page;

/// <summary>Who is shown, in plain words.</summary>
internal static class StreamerWords
{
    /// <summary>The view.</summary>
    public static StreamerView Of(PeopleChoice people, StreamerStatus status)
    {
        if (people == PeopleChoice.Everyone)
        {
            return new StreamerView("everyone", false, 0, 0, 0, 0, "Everybody in the picture is shown.");
        }

        var (state, pick, words) = status.State switch
        {
            StreamerState.Following => ("following", false, "You are shown, and nobody else."),
            StreamerState.Doubtful => ("doubtful", false, "You touch somebody or are covered in part: what is not clearly you is hidden."),
            StreamerState.Lost => ("lost", true, "You are out of the picture, or not known again yet: step in, or click on yourself."),
            _ => ("searching", true, "Nobody has been chosen yet: step in, or click on yourself."),
        };
        return new StreamerView(state, pick, Round(status.Left), Round(status.Top), Round(status.Width), Round(status.Height), words);
    }

    private static double Round(double share) => Math.Round(share, 3);
}
