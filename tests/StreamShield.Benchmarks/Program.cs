using BenchmarkDotNet.Running;
using StreamShield.Benchmarks.Matting;

switch (args.FirstOrDefault())
{
    case "predict":
        return PredictCommand.Run(args[1..]);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
