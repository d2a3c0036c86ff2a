using Spectre.Console;
using StreamShield.App.Hosting;

namespace StreamShield.App.Live;

/// <summary>
/// Prints the status: on a screen, one line that is overwritten; on a pipe, a new line every few seconds, and at once when the state changes. Thread-safe.
/// </summary>
internal sealed class StatusView(Terminal terminal)
{
    private static readonly TimeSpan PlainEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private long _lastPlain;
    private string _lastShown = "";
    private bool _lineIsOpen;

    public void Show(LiveStatus status)
    {
        lock (_gate)
        {
            ShowAlone(status);
        }
    }

    /// <summary>Prints a line of its own.</summary>
    public void Say(string sentence)
    {
        lock (_gate)
        {
            Close();
            terminal.Output.WriteLine(sentence);
        }
    }

    private void ShowAlone(LiveStatus status)
    {
        if (terminal.IsScreen)
        {
            ShowOnScreen(status);
            return;
        }

        var shown = status.Headline + status.Detail + status.OutputTrouble;
        if (shown == _lastShown && terminal.Time.GetElapsedTime(_lastPlain) < PlainEvery)
        {
            return;
        }

        _lastShown = shown;
        _lastPlain = terminal.Time.GetTimestamp();
        terminal.Output.WriteLine($"{status.Headline}  {Figures(status)}  {Advice(status)}".TrimEnd());
    }

    /// <summary>Moves on from the line that is overwritten.</summary>
    private void Close()
    {
        if (_lineIsOpen)
        {
            terminal.Output.WriteLine();
            _lineIsOpen = false;
        }
    }

    private void ShowOnScreen(LiveStatus status)
    {
        var badge = $" {status.Headline} ";
        var advice = Advice(status);
        var rest = "  " + (advice.Length > 0 && !status.Live ? advice : $"{Figures(status)}  {advice}");
        var room = terminal.Rich.Profile.Width - 1;
        badge = Crop(badge, room);
        rest = Crop(rest, room - badge.Length);
        terminal.Output.Write('\r');
        terminal.Rich.Write(new Markup($"[bold {(status.Live ? "black on green" : "white on red")}]{Markup.Escape(badge)}[/]{Markup.Escape(rest)}"));
        terminal.Output.Write(new string(' ', Math.Max(0, room - badge.Length - rest.Length)));
        terminal.Output.Flush();
        _lineIsOpen = true;
    }

    private static string Figures(LiveStatus status) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{status.Fps:0.0} fps  CPU {status.CpuPercent:0} % of a core  delay {status.LatencyMs:0} ms  dropped {status.Counters.Dropped}  viewers {status.Clients}  {status.Effect} {status.Strength}{(status.Sound is null ? "" : $"  {LiveSound.Words(status.Sound)}")}");

    private static string Advice(LiveStatus status) => status.OutputTrouble.Length > 0 ? status.OutputTrouble : status.Detail;

    private static string Crop(string text, int room) => room <= 0 ? "" : text.Length <= room ? text : text[..room];
}
