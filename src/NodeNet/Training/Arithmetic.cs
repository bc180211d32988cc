using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using NodeNet.Fast;

namespace NodeNet.Training;

/// <summary>What the last digits of a run depend on besides its set-up: the loops that really run, how wide they are, and the machine.</summary>
internal static class Arithmetic
{
    /// <summary>"fast loops, vectors of up to 512 bits, fused multiply-add, X64, Linux".</summary>
    public static string Of(TrainerOptions options)
    {
        string machine = $"{RuntimeInformation.ProcessArchitecture}, {System}";
        if (options.Loops == Loops.Reference || !FastMode.IsOn) return $"reference loops, {machine}";
        string vectors = FastMode.Bits == 0 ? "no vectors" : $"vectors of {(FastMode.IsForced ? "" : "up to ")}{FastMode.Bits} bits";
        return $"fast loops, {vectors}, {(IsFused ? "fused multiply-add" : "no fused multiply-add")}, {machine}";
    }

    private static bool IsFused => Fma.IsSupported || AdvSimd.IsSupported;

    // e^x, tanh and powers come from the system's library.
    private static string System =>
        OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : OperatingSystem.IsLinux() ? "Linux" : "another system";
}
