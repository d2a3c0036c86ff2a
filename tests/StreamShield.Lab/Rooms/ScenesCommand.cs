using System.CommandLine;

namespace StreamShield.Lab.Rooms;

/// <summary>The verb <c>scenes</c>: builds the clips that <c>rooms</c> measures on. What lies there already is kept.</summary>
internal static class ScenesCommand
{
    public static int Run(string[] args)
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder with rooms/, people/ and clips/.", Required = true };
        var output = new Option<DirectoryInfo>("--out") { Description = "Where the scenes go, one folder each.", Required = true };
        var only = new Option<string>("--only") { Description = "Only scenes whose name contains this.", DefaultValueFactory = _ => "" };
        var command = new RootCommand("Builds clips with exact mattes for measuring leaks.") { data, output, only };
        command.SetAction(parsed => Build(parsed.GetRequiredValue(data).FullName, parsed.GetRequiredValue(output).FullName, parsed.GetRequiredValue(only)));
        return command.Parse(args).Invoke();
    }

    private static int Build(string data, string output, string only)
    {
        foreach (var scene in SceneList.All.Where(scene => scene.Name.Contains(only, StringComparison.Ordinal)))
        {
            var folder = Path.Combine(output, scene.Name);
            if (File.Exists(Path.Combine(folder, SceneFiles.Description)))
            {
                continue;
            }

            Directory.CreateDirectory(folder);
            new SceneBuilder(data).Build(scene, folder);
            Console.WriteLine($"{scene.Name}  {scene.Frames} frames");
        }

        return 0;
    }
}
