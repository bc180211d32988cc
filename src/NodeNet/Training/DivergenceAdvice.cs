using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.History;

namespace NodeNet.Training;

/// <summary>What to try when numbers are no longer finite, from what a run has shown.</summary>
internal static class DivergenceAdvice
{
    // Scaled inputs lie in [0, 1], in [−1, 1] or have a standard deviation of 1: beyond 20 is nothing that was scaled.
    private const double LargeInput = 20.0;
    private const double LargeTarget = 100.0;

    // A target beyond this can make any loss overflow.
    private const double HugeTarget = 1e15;

    // A loss that is measured while the weights change goes up and down by less.
    private const double Growth = 1.1;

    /// <summary>Advice, the most likely cause first.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="training">The examples.</param>
    /// <param name="history">The epochs before the one that failed.</param>
    /// <param name="rate">α of the epoch that failed.</param>
    /// <param name="suspect">A function that gave a number that is not finite for finite ones, in words, or null.</param>
    public static string For(Trainer trainer, DataSet training, TrainingHistory history, double rate, string? suspect)
    {
        var advice = new List<string>();
        if (suspect is not null && Largest(training.Targets).Size < HugeTarget) advice.Add($"Look at the function first: {suspect}.");
        advice.AddRange(OfScales(trainer, training));
        if (OfBatch(trainer.Options, training) is { } batch) advice.Add(batch);
        if (OfLosses(history, rate) is { } losses) advice.Add(losses);
        if (advice.Count == 0)
        {
            advice.Add($"Try a smaller learning rate than {MessageText.Short(rate)}, as {MessageText.Short(rate / 10.0)}{Clip(trainer.Options)}.");
        }
        return string.Join(" ", advice);
    }

    /// <summary>Advice for a run whose numbers have stayed finite, but which has learned nothing; the most likely cause first.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="training">The examples.</param>
    /// <param name="history">The epochs.</param>
    /// <param name="isFarWorse">Whether the loss is far above that of the mean, which no small steps from usual weights lead to.</param>
    public static string ForLearningNothing(Trainer trainer, DataSet training, TrainingHistory history, bool isFarWorse)
    {
        string[] advice =
        [
            .. OfScales(trainer, training),
            .. OfBatch(trainer.Options, training) is { } batch ? [batch] : Array.Empty<string>(),
            .. OfLosses(history, history[^1].LearningRate) is { } losses ? [losses] : Array.Empty<string>(),
        ];
        if (advice.Length > 0) return string.Join(" ", advice);
        double rate = history[^1].LearningRate;
        if (isFarWorse)
            return $"It is far above: the steps are too long. Try a smaller learning rate than {MessageText.Short(rate)}, as {MessageText.Short(rate / 10.0)}.";
        bool falls = history[^1].Loss < history[0].Loss;
        return falls
            ? "The loss still falls: train for more epochs, or with a larger learning rate."
            : "Try another learning rate, another seed, or more hidden nodes.";
    }

    private static IEnumerable<string> OfScales(Trainer trainer, DataSet training)
    {
        if (Largest(training.Inputs) is { Size: >= LargeInput } input)
        {
            yield return $"The inputs are not scaled: {trainer.Network.InputLayer.Nodes[input.Column].Name} is {MessageText.Short(input.Value)} in row "
                + $"{training.NumberOf(input.Row)}; scale them (Scaler.Standard).";
        }

        if (!IsBounded(trainer.Network.OutputLayer) && Largest(training.Targets) is { Size: >= LargeTarget } target)
        {
            yield return $"The targets are not scaled: that of {trainer.Network.OutputLayer.Nodes[target.Column].Name} is {MessageText.Short(target.Value)} "
                + $"in row {training.NumberOf(target.Row)}; scale them (DataSet.ScaleTargets).";
        }
    }

    private static string Clip(TrainerOptions options) => options.ClipNorm is null ? ", or clip the gradient (ClipNorm)" : "";

    /// <summary>Losses that grew say that the steps were too long.</summary>
    private static string? OfLosses(TrainingHistory history, double rate)
    {
        if (history.Epochs < 2 || !(history[^1].Loss > Growth * history.Best!.Loss)) return null;
        return $"The loss grew from {MessageText.Short(history.Best.Loss)} in epoch {history.Best.Epoch} to {MessageText.Short(history[^1].Loss)} in epoch "
            + $"{history.Epochs}: " +
            $"the learning rate {MessageText.Short(rate)} is too high; try {MessageText.Short(rate / 10.0)}.";
    }

    private static string? OfBatch(TrainerOptions options, DataSet training)
    {
        int size = Math.Min(options.BatchSize, training.Count);
        return options.BatchReduction == BatchReduction.Sum && size > 1
            ? $"BatchReduction.Sum makes a step over {MessageText.Count(size, "example")} {size} times as long as their mean; use the mean, or divide the "
                + $"learning rate by {size}."
            : null;
    }

    private static bool IsBounded(Layer outputs) =>
        outputs.LayerActivation is Softmax || outputs.Activation?.Range is { } range && double.IsFinite(range.Low) && double.IsFinite(range.High);

    private static (double Value, double Size, int Row, int Column) Largest(Rows rows)
    {
        (double Value, double Size, int Row, int Column) largest = default;
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<double> values = rows[row];
            for (int column = 0; column < values.Length; column++)
            {
                double size = Math.Abs(values[column]);
                if (size > largest.Size) largest = (values[column], size, row, column);
            }
        }
        return largest;
    }
}
