using StreamShield.App.Live;
using StreamShield.Core.Frames;

namespace StreamShield.App.Desktop;

/// <summary>
/// Decides what is worth a notification: the picture is hidden and the user did not ask for it. Told once for each reason, and only when it lasts, so that a hiccup disturbs nobody.
/// </summary>
internal sealed class DesktopNews(TimeProvider time)
{
    /// <summary>What passes by itself within this is not told.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private static readonly string[] Expected = [nameof(SlateReason.Starting), nameof(SlateReason.ModelLoading), nameof(SlateReason.Panic), nameof(SlateReason.Stopping), ""];

    private long _hiddenSince;
    private string _reason = "";
    private string _told = "";
    private bool _wasLive;

    /// <summary>Looks at the state; a few times a second.</summary>
    /// <returns>A notification, or null.</returns>
    public (string Title, string Text)? Next(LiveStatus status)
    {
        if (status.Live)
        {
            (_wasLive, _reason, _told) = (true, "", "");
            return null;
        }

        if (status.Reason != _reason)
        {
            _reason = status.Reason;
            _hiddenSince = time.GetTimestamp();
        }

        // Before the first live picture only a real fault is news.
        var isExpected = Expected.Contains(status.Reason) || (!_wasLive && status.Detail.Length == 0);
        if (isExpected || status.Reason == _told || time.GetElapsedTime(_hiddenSince) < Patience)
        {
            return null;
        }

        _told = status.Reason;
        return ("Your picture is hidden", status.Detail.Length > 0 ? status.Detail : $"{status.Headline}: your viewers see the slate.");
    }
}
