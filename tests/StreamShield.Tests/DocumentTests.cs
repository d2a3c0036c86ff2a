using System.Text.RegularExpressions;
using StreamShield.App.Page;
using StreamShield.Core.Obscuring;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests;

/// <summary>The documents of the repository: short where they must be, and no link leads nowhere.</summary>
public sealed partial class DocumentTests
{
    private static readonly string? Root = ReferenceModelTests.Root;

    [Fact]
    public void The_readme_is_short()
    {
        Assert.SkipWhen(Root is null, "The repository was not found.");
        Assert.InRange(new FileInfo(Path.Combine(Root, "README.md")).Length, 1, 8192);
    }

    [Fact]
    public void Every_link_to_a_file_leads_to_one()
    {
        Assert.SkipWhen(Root is null, "The repository was not found.");
        var documents = Directory.EnumerateFiles(Root, "*.md", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(static file => !Built().IsMatch(file.Replace('\\', '/'))).ToList();
        Assert.True(documents.Count > 10);
        var dead = documents.SelectMany(file => Links().Matches(File.ReadAllText(file)).Select(link => (File: file, Link: link.Groups[1].Value.Split('#')[0])))
            .Where(static found => found.Link.Length > 0 && !Elsewhere().IsMatch(found.Link))
            .Where(static found => !Path.Exists(Path.Combine(Path.GetDirectoryName(found.File)!, found.Link)))
            .Select(found => $"{Path.GetRelativePath(Root, found.File)}: {found.Link}");
        Assert.Empty(dead);
    }

    [Fact]
    public void The_guide_lists_each_of_its_files()
    {
        Assert.SkipWhen(Root is null, "The repository was not found.");
        var files = Directory.GetFiles(Path.Combine(Root, "src", "StreamShield.App", "Page", "help")).Select(Path.GetFileName);
        Assert.Equal(files.Order(StringComparer.Ordinal), HelpRoutes.Topics.Order(StringComparer.Ordinal));
        Assert.All(HelpRoutes.Topics, static topic => Assert.StartsWith("# ", HelpRoutes.Read(topic), StringComparison.Ordinal));
    }

    [Fact]
    public void The_guide_says_of_each_effect_whether_it_shows_the_room()
    {
        var rows = HelpRoutes.Read("effects.md").Split('\n');
        Assert.All(Effects.All.Values, effect =>
        {
            var row = Assert.Single(rows, row => row.StartsWith($"| `{effect.Name}`", StringComparison.Ordinal));
            Assert.Equal(!effect.ShowsRoom, row.EndsWith("| nothing |", StringComparison.Ordinal));
        });
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex("/(bin|obj|node_modules)/")]
    private static partial Regex Built();

    [GeneratedRegex("^[a-z]+:")]
    private static partial Regex Elsewhere();
}
