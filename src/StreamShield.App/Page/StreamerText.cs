using StreamShield.App.Page.Views;
using StreamShield.Core.People;

namespace StreamShield.App.Page;

/// <summary>Who is shown, in plain words.</summary>
internal static class StreamerText
{
    /// <summary>Creates the view.</summary>
    public static StreamerView Of(PeopleChoice people, StreamerStatus status)
    {
        if (people == PeopleChoice.Everyone)
        {
            return new StreamerView("everyone", false, 0, 0, 0, 0, "Everybody in the picture is shown.");
        }

        var (state, pick, words) = status.State switch
        {
            StreamerState.Following or StreamerState.Doubtful when status.Withheld =>
                ("doubtful", true, "Less is shown than was found in the picture. If part of you is missing, click on yourself, or choose Everyone."),
            StreamerState.Following when status.Others > 0 => ("following", false, $"You are shown. {Others(status.Others)}"),
            StreamerState.Following => ("following", false, "You are shown, and nobody else."),
            StreamerState.Doubtful => ("doubtful", false, "You touch somebody or are covered in part: what is not clearly you is hidden."),
            StreamerState.Lost when status.Withheld => ("lost", true, "Somebody is in the picture and not known as you: click on yourself, or choose Everyone."),
            StreamerState.Lost => ("lost", true, "You are out of the picture, or not known again yet: step in, or click on yourself."),
            _ => ("searching", true, "Nobody has been chosen yet: step in, or click on yourself."),
        };
        return new StreamerView(state, pick, Round(status.Left), Round(status.Top), Round(status.Width), Round(status.Height), words);
    }

    /// <summary>What to say outside the page; empty unless part of the streamer may be hidden.</summary>
    public static string Trouble(PeopleChoice people, StreamerStatus status) => status.Withheld && people == PeopleChoice.Streamer ? Of(people, status).Words : "";

    private static string Others(int count) => count == 1 ? "One other person is hidden." : $"{count} other people are hidden.";

    private static double Round(double share) => Math.Round(share, 3);
}
