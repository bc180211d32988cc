using System.CommandLine;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NodeNet.Benchmarks;

/// <summary>What stands above a table of results: measurements mean nothing without it.</summary>
internal static class MachineCommand
{
    public static Command Create()
    {
        var command = new Command("machine", "Prints what the loops run on: vector width and runtime.");
        command.SetAction(_ =>
        {
            Console.WriteLine($"{Vectors}, {Environment.ProcessorCount} logical processors, {RuntimeInformation.FrameworkDescription}");
            return ExitCodes.Success;
        });
        return command;
    }

    private static string Vectors => Environment.GetEnvironmentVariable("NODENET_FAST") switch
    {
        null or "" => $"vectors of {WidestBits} bits",
        var forced => $"NODENET_FAST={forced}",
    };

    private static int WidestBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 64;
}
