using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>The loops, precisions and batch sizes by which a run can go wrong: single examples and batches take different loops.</summary>
public static class WaysToTrain
{
    public static TheoryData<Loops, Precision, int> All => new()
    {
        { Loops.Fast, Precision.Double, 1 },
        { Loops.Fast, Precision.Double, 2 },
        { Loops.Fast, Precision.Single, 1 },
        { Loops.Fast, Precision.Single, 2 },
        { Loops.Reference, Precision.Double, 1 },
        { Loops.Reference, Precision.Double, 2 },
    };
}
