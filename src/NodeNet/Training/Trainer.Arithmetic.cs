namespace NodeNet.Training;

/// <content>What the last digits of a training depend on beside its set-up.</content>
public sealed partial class Trainer
{
    /// <summary>The loops that run in this process, how wide they are, and the machine: "fast loops, vectors of up to 512 bits, fused multiply-add, X64,
    /// Linux". Where two machines say the same, a training ends with the same bits on both.</summary>
    public static string Arithmetic { get; } = Training.Arithmetic.Of(new TrainerOptions());
}
