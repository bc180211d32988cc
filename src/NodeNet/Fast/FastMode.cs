using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NodeNet.Fast;

/// <summary>Which loops run: the reference loops, or the fast ones at some width.</summary>
/// <remarks>The widest vectors that the hardware has, unless the environment variable NODENET_FAST says otherwise: off, plain, scalar, 128, 256 or 512. Where
/// code is interpreted (.NET's WebAssembly) no vectors: they took five times as long there, measured with a network of 2-4-2-1.</remarks>
internal static class FastMode
{
    /// <summary>The name of the environment variable.</summary>
    public const string Variable = "NODENET_FAST";

    /// <summary>The width in bits; 0 for no vectors, −1 for the reference loops.</summary>
    public static readonly int Bits = Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Whether the environment variable asks for a width. Otherwise small networks may do better with a narrower one.</summary>
    public static readonly bool IsForced = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Whether training takes plain loops over arrays of doubles where it can, as is best for an interpreter.</summary>
    public static readonly bool IsPlain = Environment.GetEnvironmentVariable(Variable) == "plain" || (!IsForced && IsInterpreted);

    /// <summary>Whether the fast loops run at all.</summary>
    public static bool IsOn => Bits >= 0;

    public static int Parse(string? value) => value switch
    {
        null or "" => Widest,
        "off" => -1,
        "scalar" or "plain" => 0,
        "128" => 128,
        "256" => 256,
        "512" => 512,
        _ => throw new InvalidOperationException($"The environment variable {Variable} is \"{value}\"; it must be off, plain, scalar, 128, 256 or 512."),
    };

    private static bool IsInterpreted => (OperatingSystem.IsBrowser() || OperatingSystem.IsWasi()) && !RuntimeFeature.IsDynamicCodeCompiled;

    private static int Widest =>
        IsInterpreted ? 0 : Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
}
