using StreamShield.Lab.Faults;
using StreamShield.Lab.Latency;
using StreamShield.Lab.Lineup;
using StreamShield.Lab.Matting;
using StreamShield.Lab.Obs;
using StreamShield.Lab.Page;
using StreamShield.Lab.Rooms;
using StreamShield.Lab.Sound;

var experiments = new Dictionary<string, Func<string[], Task<int>>>
{
    ["crowd"] = CrowdCommand.RunAsync,
    ["faults"] = FaultsCommand.RunAsync,
    ["latency"] = LatencyCommand.RunAsync,
    ["learn"] = static args => Task.FromResult(LearnCommand.Run(args)),
    ["lineup"] = static args => Task.FromResult(LineupCommand.Run(args)),
    ["newcomer"] = NewcomerCommand.RunAsync,
    ["obs"] = ObsCommand.RunAsync,
    ["page"] = PageCommand.RunAsync,
    ["people"] = static args => Task.FromResult(PeopleCommand.Run(args)),
    ["predict"] = static args => Task.FromResult(PredictCommand.Run(args)),
    ["restore"] = static args => Task.FromResult(RestoreCommand.Run(args)),
    ["rooms"] = static args => Task.FromResult(RoomsCommand.Run(args)),
    ["scenes"] = static args => Task.FromResult(ScenesCommand.Run(args)),
    ["soak"] = SoakCommand.RunAsync,
    ["sound"] = SoundCommand.RunAsync,
    ["stages"] = static args => Task.FromResult(StagesCommand.Run(args)),
};
if (args.Length > 0 && experiments.TryGetValue(args[0], out var run))
{
    return await run(args[1..]);
}

await Console.Error.WriteLineAsync($"Name an experiment: {string.Join(", ", experiments.Keys)}.");
return 2;
