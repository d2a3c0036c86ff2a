using StreamShield.App.Live;
using StreamShield.Core.Frames;

namespace StreamShield.App.Desktop;

/// <summary>
/// Decides when to notify the user: when the picture is hidden and the user did not ask for it. Once per reason, and only if it lasts, so that hiccups disturb
/// nobody.
/// </summary>
internal sealed class DesktopNews(TimeProvider time)
{
    /// <summary>Shorter interruptions are not reported.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private static readonly SlateReason?[] Expected = [SlateReason.Starting, SlateReason.ModelLoading, SlateReason.Panic, SlateReason.Stopping, null];

    private long _hiddenSince;
    private SlateReason? _reason;
    private SlateReason? _told;
    private bool _wasLive;

    /// <summary>Checks the state. Called a few times per second.</summary>
    /// <returns>A notification, or null if there is nothing to report.</returns>
    public (string Title, string Text)? Next(LiveStatus status)
    {
        if (status.Live)
        {
            (_wasLive, _reason, _told) = (true, null, null);
            return null;
        }

        if (status.Reason != _reason)
        {
            _reason = status.Reason;
            _hiddenSince = time.GetTimestamp();
        }

        // Before the first live picture, only a real failure is worth a notification.
        var isExpected = Expected.Contains(status.Reason) || (!_wasLive && status.Detail.Length == 0);
        if (isExpected || status.Reason == _told || time.GetElapsedTime(_hiddenSince) < Patience)
        {
            return null;
        }

        _told = status.Reason;
        return ("Your picture is hidden", status.Detail.Length > 0 ? status.Detail : $"{status.Headline}: your viewers see the slate.");
    }
}
