using System.CommandLine;
using NodeNet.Benchmarks;
using NodeNet.Benchmarks.Clusters;
using NodeNet.Benchmarks.Growing;
using NodeNet.Benchmarks.Kernels;
using NodeNet.Benchmarks.Learning;
using NodeNet.Benchmarks.Streaming;
using NodeNet.Benchmarks.Tables;
using NodeNet.Benchmarks.Throughput;
using NodeNet.Benchmarks.Watching;

// BenchmarkDotNet reads its own arguments.
if (args is ["kernels", .. string[] rest]) return KernelsCommand.Run(rest);

var root = new RootCommand("Measures how fast NodeNet trains and predicts.")
{
    ThroughputCommand.Create(),
    RulesCommand.Create(),
    KernelsCommand.Create(),
    LearnerCommand.Create(),
    RatesCommand.Create(),
    SearchCommand.Create(),
    TunedCommand.Create(),
    MinimizersCommand.Create(),
    TablesCommand.Create(),
    StreamingCommand.Create(),
    WatchingCommand.Create(),
    CascadeCommand.Create(),
    ClusterCommand.Create(),
    MachineCommand.Create(),
};
ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count == 0) return parsed.Invoke();

foreach (var error in parsed.Errors)
    Console.Error.WriteLine(error.Message);
return ExitCodes.WrongOptions;
