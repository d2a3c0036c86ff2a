using System.CommandLine;
using StreamShield.Core.People;

namespace StreamShield.Lab.Rooms;

/// <summary>The verb <c>rooms</c>: shields the scenes (or takes finished outputs) and prints what leaks as a Markdown table.</summary>
internal static class RoomsCommand
{
    public static int Run(string[] args)
    {
        var scenes = new Option<DirectoryInfo>("--scenes") { Description = "Folder that 'scenes' made.", Required = true };
        var only = new Option<string[]>("--only") { Description = "Only scenes whose name contains one of these.", AllowMultipleArgumentsPerToken = true };
        var outputs = new Option<DirectoryInfo?>("--outputs") { Description = "Folder of finished outputs, NAME.mkv or NAME.mp4; without it the shield is run." };
        var candidates = new Option<DirectoryInfo?>("--candidates") { Description = "Folder of rooms for the line-up." };
        var model = new Option<string?>("--model") { Description = "Another model." };
        var plate = new Option<bool>("--with-plate") { Description = "Give the shield the scene's plate." };
        var effect = new Option<string>("--effect") { Description = "The effect.", DefaultValueFactory = _ => "solid" };
        var strength = new Option<int>("--strength") { Description = "Its strength.", DefaultValueFactory = _ => 60 };
        var sensitivity = new Option<int>("--sensitivity") { Description = "What is done with doubt, 0 to 100.", DefaultValueFactory = _ => 50 };
        var people = new Option<PeopleChoice>("--people") { Description = "Who is shown." };
        var frames = new Option<int>("--frames") { Description = "Stop after so many frames; 0 for all." };
        var from = new Option<int>("--from") { Description = "First frame that is measured." };
        var command = new RootCommand("Measures what leaks.") { scenes, only, outputs, candidates, model, plate, effect, strength, sensitivity, people, frames, from };
        command.SetAction(parsed => Measure(new RoomsOptions
        {
            Scenes = parsed.GetRequiredValue(scenes).FullName,
            Only = parsed.GetValue(only) ?? [],
            Outputs = parsed.GetValue(outputs)?.FullName,
            Candidates = parsed.GetValue(candidates)?.FullName,
            Model = parsed.GetValue(model),
            WithPlate = parsed.GetValue(plate),
            Sensitivity = parsed.GetValue(sensitivity),
            Effect = parsed.GetRequiredValue(effect),
            Strength = parsed.GetValue(strength),
            People = parsed.GetValue(people),
            Frames = parsed.GetValue(frames),
            From = parsed.GetValue(from),
        }));
        return command.Parse(args).Invoke();
    }

    private static int Measure(RoomsOptions options)
    {
        var folders = Directory.GetDirectories(options.Scenes)
            .Where(folder => File.Exists(Path.Combine(folder, SceneFiles.Description)))
            .Where(folder => options.Only.Count == 0 || options.Only.Any(part => Path.GetFileName(folder).Contains(part, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal).ToList();
        using var candidates = options.Candidates is null ? null : new Candidates(options.Candidates, folders.Select(folder => SceneBuilder.Read(folder).Room).Distinct());
        var measurer = new RoomsMeasurer(options, candidates);
        var all = new List<RoomFigures>();
        RoomsTable.Head(Console.Out);
        foreach (var folder in folders)
        {
            all.Add(measurer.Measure(folder));
            RoomsTable.Row(Console.Out, all[^1]);
        }

        foreach (var kind in all.GroupBy(one => one.Kind))
        {
            RoomsTable.Row(Console.Out, RoomFigures.Mean(kind.Key, [.. kind]));
        }

        return 0;
    }
}
