using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Markdig;
using Microsoft.AspNetCore.Http;
using StreamShield.App.Http;

namespace StreamShield.App.Page;

/// <summary>The user's guide as pages of the control page: the Markdown files of the folder "help", embedded in this assembly, so that it works offline.</summary>
internal sealed class HelpRoutes
{
    /// <summary>The topics in order; each is a file in the folder "help".</summary>
    internal static readonly IReadOnlyList<string> Topics = ["start.md", "obs.md", "page.md", "cameras.md", "rooms.md", "effects.md", "sound.md", "trouble.md", "limits.md"];

    private const string Prefix = "help/";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers().DisableHtml().Build();

    private readonly ConcurrentDictionary<string, byte[]> _pages = new(StringComparer.Ordinal);

    /// <summary>Adds the routes.</summary>
    public IEnumerable<Route> Routes =>
    [
        new("GET", "help", (context, _) => ServeAsync(context, Topics[0], "help/", "")) { IsUrgent = true },
        new("GET", "help/*", (context, topic) => ServeAsync(context, topic, "", "../")) { IsUrgent = true },
    ];

    /// <summary>A topic's Markdown.</summary>
    internal static string Read(string topic)
    {
        using var stream = typeof(HelpRoutes).Assembly.GetManifestResourceStream(Prefix + topic)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private async Task ServeAsync(HttpContext context, string topic, string toTopics, string toPage)
    {
        if (!Topics.Contains(topic))
        {
            throw new Refusal(StatusCodes.Status404NotFound, "The guide has no such page.");
        }

        await Answer.BytesAsync(context, _pages.GetOrAdd(toTopics + topic, _ => Render(topic, toTopics, toPage)), "text/html; charset=utf-8");
    }

    private static byte[] Render(string topic, string toTopics, string toPage)
    {
        var links = string.Concat(Topics.Select(other =>
            $"""<li><a href="{toTopics}{other}"{(other == topic ? " aria-current=\"page\"" : "")}>{WebUtility.HtmlEncode(Title(other))}</a></li>"""));
        var text = Markdown.ToHtml(Read(topic), Pipeline).Replace("<a href=\"https://", "<a target=\"_blank\" rel=\"noreferrer\" href=\"https://", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <title>{WebUtility.HtmlEncode(Title(topic))} - StreamShield</title>
              <link rel="icon" href="/favicon.svg" type="image/svg+xml">
              <link rel="stylesheet" href="{toPage}base.css">
              <link rel="stylesheet" href="{toPage}help.css">
            </head>
            <body class="help">
              <nav aria-label="Guide"><ul>{links}</ul></nav>
              <main>{Links(text, toTopics)}</main>
            </body>
            </html>
            """);
    }

    /// <summary>Rewrites links between topics for the requested address.</summary>
    private static string Links(string html, string toTopics) =>
        toTopics.Length == 0 ? html : Topics.Aggregate(html, (text, topic) => text.Replace($"href=\"{topic}\"", $"href=\"{toTopics}{topic}\"", StringComparison.Ordinal));

    /// <summary>A topic's first heading.</summary>
    internal static string Title(string topic) => Read(topic).Split('\n')[0].TrimStart('#', ' ');
}
