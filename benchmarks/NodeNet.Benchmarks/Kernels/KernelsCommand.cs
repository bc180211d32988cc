using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

namespace NodeNet.Benchmarks.Kernels;

/// <summary><c>kernels</c>: single operations, timed by BenchmarkDotNet.</summary>
internal static class KernelsCommand
{
    public static Command Create() =>
        new("kernels", "Times single operations with BenchmarkDotNet, which reads what follows: --list flat, --filter '*Predict*', --job short.");

    public static int Run(string[] args)
    {
        IConfig config = ManualConfig.Create(DefaultConfig.Instance).WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
        BenchmarkSwitcher.FromAssembly(typeof(KernelsCommand).Assembly).Run(args, config);
        return ExitCodes.Success;
    }
}
