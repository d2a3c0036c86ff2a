using BenchmarkDotNet.Running;
using StreamShield.Benchmarks.Lineup;

if (args is ["lineup", .. var rest])
{
    return LineupRun.Main(rest);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
