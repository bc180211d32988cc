using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Losses;

namespace NodeNet.Training;

/// <summary>What can be told of a run by its end: whether it has learned anything from its inputs, and if not, what most likely stood in the way.</summary>
internal static class RunFindings
{
    // Fewer have not had their chance.
    private const int FewestSteps = 20;

    // A little better may be chance.
    private const double NoBetter = 0.999;

    // Starting weights as they are usually drawn give less.
    private const double FarWorse = 10.0;

    /// <summary>A sentence or two if the network does no better than one that answers the same whatever is put in; otherwise null.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="history">The epochs.</param>
    /// <param name="loss">The training loss of the network as it now is.</param>
    public static string? Of(Trainer trainer, TrainingExamples examples, TrainingHistory history, double loss)
    {
        if (history.Epochs * examples.StepsOf(trainer.Options.BatchSize) < FewestSteps) return null;
        DataSet training = examples.Sample;
        loss = examples.LossOnSample(trainer.Network, trainer.Loss, loss);
        double constant = LossOfMean(trainer.Loss, training);
        if (!double.IsFinite(constant) || constant <= 0.0 || loss < NoBetter * constant) return null;
        string better = loss < constant && MessageText.Short(loss) != MessageText.Short(constant) ? "hardly better" : "no better";
        return $"Nothing was learned from the inputs: the training loss, {MessageText.Short(loss)}, is {better} than {MessageText.Short(constant)}, that "
            + "of always answering the mean of the targets. " +
            $"{DivergenceAdvice.ForLearningNothing(trainer, training, history, loss > FarWorse * constant)} Diagnose looks further.";
    }

    /// <summary>The mean loss of a network whose outputs are always the means of their targets.</summary>
    private static double LossOfMean(ILoss loss, DataSet training)
    {
        Rows targets = training.Targets;
        var means = new double[targets.Width];
        for (int row = 0; row < targets.Count; row++)
        {
            for (int column = 0; column < means.Length; column++)
                means[column] += training.WeightOf(row) * targets[row][column] / training.TotalWeight;
        }
        double sum = 0.0;
        for (int row = 0; row < targets.Count; row++)
        {
            for (int column = 0; column < means.Length; column++)
                sum += training.WeightOf(row) * loss.Term(Output(means[column]), Target(targets[row][column]));
        }
        return sum / training.TotalWeight / (loss.IsMeanOverOutputs ? means.Length : 1);

        // Where targets are smoothed, so is the best constant output. The term of binary cross-entropy smooths by itself, the other cannot.
        double Output(double mean) => loss is BinaryCrossEntropy { LabelSmoothing: var smoothing } ? mean + smoothing * (0.5 - mean) : Target(mean);

        double Target(double target) => loss is CrossEntropy ofClasses ? ofClasses.Smoothed(target, means.Length) : target;
    }
}
