using System.Text.RegularExpressions;
using StreamShield.App.Page;
using StreamShield.Core.Obscuring;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.App.Page;

/// <summary>The page's words: one file per language, with the same keys, each of them used, and no words anywhere else.</summary>
public sealed partial class LanguageTests
{
    private static readonly string? Root = ReferenceModelTests.Root;

    /// <summary>Folders whose refusals are answers to the page.</summary>
    private static readonly string[] Refusing =
    [
        "StreamShield.App/Page", "StreamShield.App/Live", "StreamShield.App/Desktop", "StreamShield.App/Obs", "StreamShield.App/Http", "StreamShield.App/Hosting", "StreamShield.Core/Storage", "StreamShield.Devices/Cameras", "StreamShield.Devices/Network", "StreamShield.Devices/Sound",
        "StreamShield.Core/Zones", "StreamShield.Core/Rooms", "StreamShield.Core/Pipeline",
    ];

    /// <summary>How refusals begin that only a command line or somebody who writes requests by hand gets.</summary>
    private static readonly string[] NotByPage =
    [
        "There is no such file of the page", "There is no such view:", "The panic button takes", "The guide has no such page",
        "There is no output 'x'", "Sound is written into a file only", "'x': 'x' is none of", "There is no scene 'x' in OBS",
        "That is no address of a running", "The StreamShield that runs there", "No StreamShield answers at x", "'x' is no address of OBS",
        "The safe scene is not safe", "The request cannot be used", "Port x is in use", "The address cannot be kept",
        "This comes from a page of another origin", "This address does not answer", "There is nothing at this address", "The body is not declared",
        "x is a whole number", "x did not get on", "x is not a capture device", "'x' matches more than one", "There is no x 'x'", "The sound 'x'", "The zone 'x'",
        "The model 'x' gives mattes", "x is being opened", "x has ended", "There is no webcam, so the demo",
    ];

    /// <summary>How sentences begin that only a fault of our own can bring about: a matte that belongs to another picture.</summary>
    private static readonly string[] OfFaults =
    [
        "The matte of frame x", "A x frame with", "A xxx matte", "The x was read before",
    ];

    private static readonly string[] Forbidden = ["kept", "card", "leave", "leaves", "mended", "plate", "matte"];

    [Fact]
    public void The_program_serves_what_words_js_offers() =>
        Assert.Equal(Languages.Codes.Order(StringComparer.Ordinal), Offered().Matches(Asset("words.js").Split("export const languages")[1].Split('}')[0]).Select(code => code.Groups[1].Value).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(All))]
    public void A_language_has_each_key_once_with_the_same_places_to_fill(string code)
    {
        var (english, words) = (Entries("en", "words"), Entries(code, "words"));
        Assert.Equal(english.Select(one => one.Key), words.Select(one => one.Key));
        Assert.Equal(words.Count, words.Select(one => one.Key).Distinct().Count());
        foreach (var (from, to) in english.Zip(words))
        {
            Assert.True(to.Text.Length > 2, to.Key);
            Assert.True(Places(from.Text).SequenceEqual(Places(to.Text)), $"{to.Key}: {to.Text}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_language_translates_what_the_program_says(string code)
    {
        var said = Entries(code, "said");
        if (code == "en")
        {
            Assert.Empty(said);
            return;
        }

        Assert.Equal(Entries("de", "said").Select(one => one.Key), said.Select(one => one.Key));
        Assert.All(said, one => Assert.True(Places(one.Key).SequenceEqual(Places(one.Text)), one.Text));
    }

    /// <summary>A sentence that was changed in the program and not here would be shown in English.</summary>
    [Fact]
    public void What_is_translated_is_said_by_the_program()
    {
        Assert.SkipWhen(Root is null, "The repository was not found.");
        var sources = string.Concat(Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var gone = Entries("de", "said").Select(one => one.Key)
            .Where(static key => !Effects.All.ContainsKey(key.Split(' ')[0]))
            .Where(key => !Regex.IsMatch(sources, Place().Replace(Regex.Escape(key), static _ => @"\{[^{}]*(\{[^{}]*\}[^{}]*)*\}").Replace("\\ ", " ", StringComparison.Ordinal)));
        Assert.Empty(gone);
    }

    /// <summary>The streamer may press what is refused, and reads why in her language.</summary>
    [Fact]
    public void Every_refusal_that_reaches_the_page_has_a_text()
    {
        Assert.SkipWhen(Root is null, "The repository was not found.");
        var known = Entries("de", "said").Select(one => new Regex($"^{Place().Replace(Regex.Escape(one.Key).Replace("\\{", "{", StringComparison.Ordinal), ".+?")}$")).ToList();
        var refusals = Refusing.SelectMany(place => Directory.EnumerateFiles(Path.Combine(Root, "src", place), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Refusals().Matches(File.ReadAllText(file)).Select(one => Hole().Replace(one.Groups["words"].Value, "x")))
            .Where(words => !NotByPage.Concat(OfFaults).Any(begin => words.StartsWith(begin, StringComparison.Ordinal)))
            .SelectMany(words => Regex.Split(words, "(?<=[.!?]) (?=[A-Z])")).ToList();
        Assert.InRange(refusals.Count, 60, 300);
        Assert.DoesNotContain(refusals, sentence => sentence.Any(char.IsLetter) && !known.Exists(shape => shape.IsMatch(sentence)));
    }

    [Fact]
    public void Every_key_is_used_and_every_use_has_a_key()
    {
        var scripts = string.Concat(Scripts().Select(Asset));
        var keys = Entries("en", "words").Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        var stems = Stems().Matches(scripts).Select(stem => stem.Groups[1].Value).Distinct().ToList();
        var used = Quoted().Matches(scripts).Select(use => use.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(Uses().Matches(scripts).Select(use => use.Groups[1].Value), key => !keys.Contains(key));
        Assert.DoesNotContain(keys, key => !used.Contains(key) && !stems.Any(stem => key.StartsWith(stem, StringComparison.Ordinal)));
        Assert.All(stems, stem => Assert.Contains(keys, key => key.StartsWith(stem, StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_effect_and_strength_has_its_words()
    {
        var keys = Entries("en", "words").Select(one => one.Key).ToList();
        Assert.All(Effects.All.Keys, name => Assert.Contains($"effect.{name}", keys));
        Assert.All(Effects.All.Keys, name => Assert.Contains($"effect.{name}.words", keys));
        Assert.All(StrengthMeaning.Measured, one => Assert.Contains($"hides.{one.Strength}", keys));
    }

    [Fact]
    public void The_scripts_hold_no_words_of_their_own() =>
        Assert.Empty(Scripts().SelectMany(file => Loose().Matches(Asset(file)).Select(found => $"{file}: {found.Value}")));

    [Fact]
    public void English_has_one_word_for_each_thing() =>
        Assert.Empty(Entries("en", "words").Where(one => Words().Matches(one.Text.ToLowerInvariant()).Any(word => Forbidden.Contains(word.Value))).Select(one => $"{one.Key}: {one.Text}"));

    public static TheoryData<string> All => [.. Languages.Codes];

    private static IEnumerable<string> Scripts() => typeof(PageFiles).Assembly.GetManifestResourceNames()
        .Where(static name => name.StartsWith("page/", StringComparison.Ordinal) && name.EndsWith(".js", StringComparison.Ordinal) && !name.Contains("/language-", StringComparison.Ordinal))
        .Select(static name => name["page/".Length..]);

    private static string Asset(string file)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream("page/" + file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The lines of one of a language's two tables.</summary>
    private static List<(string Key, string Text)> Entries(string code, string table)
    {
        var parts = Asset(Languages.FileOf(code)).Split($"export const {table} = {{");
        return parts.Length < 2 ? [] : [.. Entry().Matches(parts[1].Split("\n};")[0]).Select(static line => (line.Groups["key"].Value, line.Groups["text"].Value))];
    }

    /// <summary>The names in braces; a plural's forms together name each once.</summary>
    private static IEnumerable<string> Places(string text) => Place().Matches(text.Replace("\\{", "{", StringComparison.Ordinal)).Select(static place => place.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^  (?:'(?<key>[^']+)'|""(?<key>[^""]+)""): (?<text>.+),$", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\\?\{(\w+)\\?\}")]
    private static partial Regex Place();

    [GeneratedRegex("""(?:new (?:Refusal|UserException|ObsException|ShieldException)\(\s*(?:[\w.]+,\s*)?|new\(\s*SlateReason\.\w+,\s*)(?:[^"?;]*\?\s*)?\$?"(?<words>(?:[^"\\{]|\\.|\{(?:[^{}]|\{[^{}]*\})*\})*)["]""")]
    private static partial Regex Refusals();

    [GeneratedRegex(@"\{(?:[^{}]|\{[^{}]*\})*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\bt\('([^']+)'")]
    private static partial Regex Uses();

    [GeneratedRegex(@"'([a-zA-Z]+\.[a-zA-Z.0-9]+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\bt\(`([a-zA-Z.]+)\$\{")]
    private static partial Regex Stems();

    [GeneratedRegex(@"(?!text: 'StreamShield')(?:text|label|legend|hint|low|high|placeholder|title|alt|'aria-label'): ['`](?=[^'`]*[a-z])[^$'`.][^'`]*['`]|(?:button|say|h)\('[A-Z][^']*'|new Error\('[A-Z][^']+'")]
    private static partial Regex Loose();

    [GeneratedRegex(@"[\p{L}]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"\b([a-z]{2}): '")]
    private static partial Regex Offered();
}
