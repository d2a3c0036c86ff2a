using System.Globalization;
using System.Net;
using System.Text;
using StreamShield.Audit.Results;
using StreamShield.Audit.Sound;
using StreamShield.Core.Zones;

namespace StreamShield.Audit.Report;

/// <summary>Writes the report as one self-contained HTML file: no scripts, no links, pictures embedded.</summary>
public static class HtmlReport
{
    private const string Style = """
        html{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#f2f4f7;--line:#d7dce2;--quiet:#5b6570}
        @media(prefers-color-scheme:dark){html{--ink:#e6e9ed;--paper:#15181c;--soft:#1f242a;--line:#353c45;--quiet:#9aa4b0}}
        *{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:1000px;margin:0 auto;padding:32px 20px 64px}h1{font-size:26px;margin:0}h2{font-size:20px;margin:44px 0 8px}
        p{margin:8px 0;max-width:75ch}.quiet{color:var(--quiet);font-size:14px}
        .verdict{margin:20px 0;padding:18px 20px;border-radius:10px;color:#fff;font-size:18px}
        .Found{background:#b3261e}.Clues{background:#8a5a00}.NothingFound{background:#1c6e3d}
        .numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:12px;margin:16px 0}
        .number{background:var(--soft);border-radius:10px;padding:12px 14px}.number b{display:block;font-size:24px;font-variant-numeric:tabular-nums}
        .number span{font-size:13px;color:var(--quiet)}
        figure{margin:14px 0}img{display:block;width:100%;height:auto;border-radius:8px;border:1px solid var(--line)}figcaption{font-size:14px;color:var(--quiet);margin-top:6px}
        .two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(420px,100%),1fr));gap:16px}.two figure{margin:0}
        table{border-collapse:collapse;width:100%;font-size:15px;margin:10px 0}td,th{text-align:left;padding:8px 10px;border-bottom:1px solid var(--line);vertical-align:top}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.n{white-space:nowrap}
        """;

    /// <summary>Renders the report. Contains raw pictures only if the result does.</summary>
    /// <param name="result">The audit's result.</param>
    /// <returns>The HTML document.</returns>
    public static string Write(AuditResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var figures = result.Figures;
        var page = new StringBuilder();
        page.Append($"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Audit of {Text(figures.Clip)}</title><style>{Style}</style><main>");
        page.Append($"<h1>What does {Text(figures.Clip)} say about your room?</h1>");
        page.Append($"<p class=\"quiet\">{figures.Frames} pictures{(figures.SlateFrames > 0 ? $", {figures.SlateFrames} more were hidden whole and are not judged" : "")}{(figures.Effect.Length > 0 ? $", room hidden by {Text(figures.Effect)}" : "")}. Made on this computer by StreamShield; nothing was sent anywhere.</p>");
        page.Append($"<div class=\"verdict {figures.Verdict}\">{Text(figures.Words)}</div>");
        Advice(page, result);
        Numbers(page, figures);
        Basis(page, figures);
        Assembled(page, result);
        Map(page, result);
        Worst(page, result);
        Attacks(page, result);
        LineUps(page, figures);
        Sound(page, figures.Sound);
        Raw(page, result);
        page.Append("</main></html>");
        return page.ToString();
    }

    private static void Advice(StringBuilder page, AuditResult result)
    {
        if (result.Advice.Count > 0)
        {
            page.Append($"<h2>What to do</h2><ul>{string.Concat(result.Advice.Select(words => $"<li>{Text(words)}</li>"))}</ul>");
        }
    }

    private static void Numbers(StringBuilder page, AuditFigures figures)
    {
        page.Append("<div class=\"numbers\">");
        Number(page, Percent(figures.Leak), "of the room's places show in a picture, on average");
        Number(page, Percent(figures.LeakWorst), "show in the worst picture");
        Number(page, Percent(figures.Recovered), "recovered: seen in three pictures or more");
        Number(page, Percent(figures.RecoveredOnce), "seen at least once");
        Number(page, $"{figures.Match}", "details agree with a photo of the room; 12 mean found");
        if (figures.Kept is { } kept)
        {
            Number(page, Percent(kept), figures.ExactMatte ? "of you is shown" : "of what may be you is shown");
        }

        page.Append("</div>");
    }

    private static void Basis(StringBuilder page, AuditFigures figures) => page.Append(figures.ExactMatte
        ? "<p class=\"quiet\">Measured with an exact matte of the streamer: the numbers are counts, not estimates. A place is an 8x8 cell of the room that has texture.</p>"
        : $"""
          <p class="quiet">No exact matte was given. The room was learnt from the clip itself, and a pixel that looks as the room does counts as room: the numbers are strong estimates.
          The room is known in {Percent(figures.RoomKnown)} of the picture; what is always visible and moves is taken for you and not judged, so look at the pictures yourself.
          A place is an 8x8 cell of the room that has texture.</p>
          """);

    private static void Assembled(StringBuilder page, AuditResult result)
    {
        page.Append("<h2>What a stalker could put together</h2>");
        page.Append(result.Figures.RecoveredOnce > 0
            ? "<p>Every place that leaked at least once, as the output showed it best. Grey is what stayed hidden.</p>"
            : "<p>Nothing: no place of the room came through in any picture.</p>");
        Figure(page, result.Assembled);
    }

    private static void Map(StringBuilder page, AuditResult result)
    {
        page.Append("<h2>Where it leaks</h2>");
        Figure(page, result.LeakMap);
        if (result.SuggestedZones.Count == 0)
        {
            page.Append(result.Figures.Recovered > 0
                ? "<p>No hide-zone is suggested: what leaked lies where you often are, or in places that could seldom be judged. The cure is a plate of the empty room.</p>"
                : "<p>No place leaked in three pictures or more: no hide-zone is needed.</p>");
            return;
        }

        page.Append("<p>A hide-zone is hidden always, you included: use it for places where you never are. Where you are often, a plate of the empty room is the better cure.</p>");
        page.Append("<table><tr><th>zone</th><th class=\"n\">left</th><th class=\"n\">top</th><th class=\"n\">width</th><th class=\"n\">height</th></tr>");
        foreach (var zone in result.SuggestedZones)
        {
            var box = (RectangleShape)zone.Shape;
            page.Append($"<tr><td>{Text(zone.Name)}</td><td class=\"n\">{Part(box.Left)}</td><td class=\"n\">{Part(box.Top)}</td><td class=\"n\">{Part(box.Width)}</td><td class=\"n\">{Part(box.Height)}</td></tr>");
        }

        page.Append("</table>");
    }

    private static void Worst(StringBuilder page, AuditResult result)
    {
        if (result.WorstFrames.Count == 0)
        {
            return;
        }

        page.Append("<h2>The worst pictures of the output</h2><div class=\"two\">");
        foreach (var picture in result.WorstFrames)
        {
            Figure(page, picture);
        }

        page.Append("</div>");
    }

    private static void Attacks(StringBuilder page, AuditResult result)
    {
        page.Append("<h2>Attacks</h2><p>Each was given the best mask of you that this audit knows, so that no better segmenter would get further.</p><table><tr><th>attack</th><th class=\"n\">places rebuilt</th><th class=\"n\">details that agree</th></tr>");
        foreach (var attack in result.Figures.Attacks)
        {
            page.Append($"<tr><td>{Text(attack.Name)}</td><td class=\"n\">{Percent(attack.Cells)}</td><td class=\"n\">{attack.Match}</td></tr>");
        }

        page.Append("</table><div class=\"two\">");
        foreach (var (picture, attack) in result.Rebuilt.Zip(result.Figures.Attacks))
        {
            Figure(page, picture, attack.Idea);
        }

        page.Append("</div>");
    }

    private static void LineUps(StringBuilder page, AuditFigures figures)
    {
        page.Append("<h2>Line-up</h2>");
        if (figures.LineUpRank is not { } rank)
        {
            page.Append("<p>Not run: no pictures of other rooms were given (<code>--candidates FOLDER</code>).</p>");
            return;
        }

        page.Append($"<p>Your room, photographed from beside in another light, stood among {figures.Candidates} rooms. By the layout of the output's colours it came out at place <b>{Place(rank)}</b>; chance is {Place((figures.Candidates + 1) / 2.0)}.");
        page.Append(figures.KnownBlurRank is { } known ? $" After hiding all candidates by the same effect (known-blur comparison): place <b>{Place(known)}</b>.</p>" : "</p>");
    }

    private static void Sound(StringBuilder page, SoundFigures? sound)
    {
        if (sound is not null)
        {
            page.Append($"<h2>Sound</h2><p>{Text(sound.Words)}</p><p class=\"quiet\">Lines of 50 Hz stand {Part(sound.Sureness50)} standard deviations above frequencies that no grid has, those of 60 Hz {Part(sound.Sureness60)}; 4 would be more than chance. {sound.Seconds.ToString("0", CultureInfo.InvariantCulture)} s were heard.</p>");
        }
    }

    private static void Raw(StringBuilder page, AuditResult result)
    {
        if (result.Raw.Count == 0)
        {
            return;
        }

        page.Append("<h2>Raw pictures</h2><p><b>These show your room.</b> You asked for them; do not pass this file on.</p>");
        foreach (var picture in result.Raw)
        {
            Figure(page, picture);
        }
    }

    private static void Number(StringBuilder page, string value, string meaning) => page.Append($"<div class=\"number\"><b>{value}</b><span>{meaning}</span></div>");

    private static void Figure(StringBuilder page, AuditPicture picture, string more = "") => page.Append(
        $"<figure><img alt=\"{Text(picture.Title)}\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(picture.Jpeg)}\"><figcaption>{Text(more.Length == 0 ? picture.Title : $"{picture.Title}. {more}")}</figcaption></figure>");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.00} %");

    private static string Part(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Place(double rank) => rank.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
