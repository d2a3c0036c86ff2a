using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using StreamShield.Tests.Onnx;
using Assembly = System.Reflection.Assembly;

namespace StreamShield.Tests;

/// <summary>The layers that src/README.md draws: a project's folders from the bottom to the top, its own root folder above them. Arrows lead down.</summary>
public class ArchitectureTests
{
    /// <summary>All that is shipped.</summary>
    internal static readonly Assembly[] Assemblies = [.. new[] { "StreamShield.Core", "StreamShield.Devices", "StreamShield.Onnx", "StreamShield.Audit", "streamshield" }.Select(Assembly.Load)];

    private static readonly Architecture Product = new ArchLoader().LoadAssemblies(Assemblies).Build();

    [Theory]
    [InlineData("StreamShield.Core")]
    [InlineData("StreamShield.Devices")]
    [InlineData("StreamShield.Onnx")]
    [InlineData("StreamShield.Audit")]
    [InlineData("StreamShield.App")]
    public void A_folder_uses_only_folders_below_it(string project)
    {
        Assert.SkipWhen(ReferenceModelTests.Root is null, "The repository was not found.");
        var drawn = File.ReadLines(Path.Combine(ReferenceModelTests.Root, "src", "README.md")).Single(line => line.StartsWith($"{project} =", StringComparison.Ordinal));
        string[] layers = [.. drawn[(project.Length + 2)..].Split(" < ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        var folders = Product.Types.Select(type => Folder(project, type)).Where(static folder => folder is { Length: > 0 }).Distinct();
        Assert.Equal(folders.Order(StringComparer.Ordinal), layers.Order(StringComparer.Ordinal));
        var arrows = Arrows(project).ToList();
        Assert.Empty(arrows.Where(arrow => Height(arrow.To) >= Height(arrow.From)).Select(static arrow => $"{arrow.From} -> {arrow.To}: {arrow.What}").Order(StringComparer.Ordinal));

        int Height(string folder) => folder.Length == 0 ? layers.Length : Array.IndexOf(layers, folder);
    }

    private static IEnumerable<(string From, string To, string What)> Arrows(string project) =>
        from type in Product.Types
        from dependency in type.Dependencies
        let origin = Folder(project, type)
        let target = Folder(project, dependency.Target)
        where origin is not null && target is not null && origin != target
        select (origin, target, $"{type.Name} uses {dependency.Target.Name}");

    /// <summary>The first folder of a type below its project; empty for the root; null when it is of another project.</summary>
    private static string? Folder(string project, IType type) => type is GenericParameter || type.Namespace?.FullName is not { } name ? null
        : name == project ? ""
        : name.StartsWith(project + ".", StringComparison.Ordinal) ? name[(project.Length + 1)..].Split('.')[0]
        : null;
}
