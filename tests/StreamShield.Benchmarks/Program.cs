using BenchmarkDotNet.Running;
using StreamShield.Benchmarks.Faults;
using StreamShield.Benchmarks.Latency;
using StreamShield.Benchmarks.Lineup;
using StreamShield.Benchmarks.Matting;
using StreamShield.Benchmarks.Obs;
using StreamShield.Benchmarks.Page;
using StreamShield.Benchmarks.Rooms;
using StreamShield.Benchmarks.Sound;

switch (args.FirstOrDefault())
{
    case "predict":
        return PredictCommand.Run(args[1..]);
    case "scenes":
        return ScenesCommand.Run(args[1..]);
    case "rooms":
        return RoomsCommand.Run(args[1..]);
    case "people":
        return PeopleCommand.Run(args[1..]);
    case "stages":
        return StagesCommand.Run(args[1..]);
    case "lineup":
        return LineupCommand.Run(args[1..]);
    case "restore":
        return RestoreCommand.Run(args[1..]);
    case "sound":
        return await SoundCommand.RunAsync(args[1..]);
    case "latency":
        return await LatencyCommand.RunAsync(args[1..]);
    case "faults":
        return await FaultsCommand.RunAsync(args[1..]);
    case "crowd":
        return await CrowdCommand.RunAsync(args[1..]);
    case "soak":
        return await SoakCommand.RunAsync(args[1..]);
    case "obs":
        return await ObsCommand.RunAsync(args[1..]);
    case "page":
        return await PageCommand.RunAsync(args[1..]);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
