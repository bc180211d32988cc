using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Metrics;
using NodeNet.Training;

namespace NodeNet.Teaching;

/// <summary>Learning right and learning with a mistake, from the same start on the same examples in the same order: the two curves of the loss.</summary>
public sealed class LearningComparison
{
    private LearningComparison(IReadOnlyList<Mistake> mistakes, Curve right, Curve wrong)
    {
        Mistakes = mistakes;
        RightLosses = right.Losses;
        WrongLosses = wrong.Losses;
        RightNetwork = right.Network;
        WrongNetwork = wrong.Network;
    }

    /// <summary>What was done wrong.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; }

    /// <summary>The mean loss over the examples before learning, and after each epoch; it ends before the first epoch after which it, or a weight, is not
    /// finite.</summary>
    public IReadOnlyList<double> RightLosses { get; }

    /// <summary>The same, learning with the mistake.</summary>
    public IReadOnlyList<double> WrongLosses { get; }

    /// <summary>A copy of the network that has learned right.</summary>
    public Network RightNetwork { get; }

    /// <summary>A copy of the network that has learned with the mistake; where its curve ends early, with the weights before the step that would have made one
    /// infinite, or with weights that make an infinite loss.</summary>
    public Network WrongNetwork { get; }

    /// <summary>Learns twice, on copies: the trainer and its network stay as they are.</summary>
    /// <param name="trainer">Whose network, loss and options to use: optimizer (with an empty memory), batch size, penalties and clipping. The learning rate is
    /// <see cref="Trainer.LearningRate"/> throughout, and the examples come in their own order, not shuffled.</param>
    /// <param name="data">The examples.</param>
    /// <param name="epochs">How many times to go through them; at least 1.</param>
    /// <param name="mistakes">The mistake, or several at once.</param>
    /// <exception cref="ArgumentException">The examples do not fit the network, or the loss cannot take a target; or no mistake is given.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is below 1.</exception>
    public static LearningComparison Of(Trainer trainer, DataSet data, int epochs, params Mistake[] mistakes)
    {
        Guard.NotNull(trainer);
        Guard.AtLeast(epochs, 1);
        MistakeKinds kinds = Mistake.KindsOf(Guard.Items(mistakes));
        trainer.Evaluate(data); // refuses data that does not fit
        if (data.Weights is not null)
            throw new ArgumentException("data has weights, which mistakes on purpose do not know; compare without (data.WithWeights(null)).", nameof(data));
        if (trainer.Options.Dropout is not null || trainer.Options.InputNoise > 0.0 || trainer.Options.MaxNorm is not null)
            throw new InvalidOperationException("Mistakes on purpose do not know dropout, noise and max-norm; compare with a trainer without.");
        return new LearningComparison(Mistake.Of(kinds), Learn(trainer, data, epochs, MistakeKinds.None), Learn(trainer, data, epochs, kinds));
    }

    /// <summary>Both curves as a table in plain text, about ten lines.</summary>
    public override string ToString()
    {
        int epochs = Math.Max(RightLosses.Count, WrongLosses.Count) - 1;
        int step = Math.Max(1, (epochs + 9) / 10);
        IEnumerable<int> shown = Enumerable.Range(0, epochs + 1).Where(epoch => epoch % step == 0 || epoch == epochs);
        return TextTable.Plain(["epoch", "loss, right", $"loss, {string.Join(" and ", Mistakes)}"],
            shown.Select(epoch => new[] { MessageText.Exact(epoch), At(RightLosses, epoch), At(WrongLosses, epoch) }));
    }

    private static string At(IReadOnlyList<double> losses, int epoch) => epoch < losses.Count ? MessageText.Short(losses[epoch]) : "not finite";

    private static Curve Learn(Trainer trainer, DataSet data, int epochs, MistakeKinds mistakes)
    {
        Network network = trainer.Network.Clone();
        var loop = new MistakenLoop(network, trainer.Loss, trainer.Options, mistakes);
        var losses = new List<double> { Evaluation.Of(network, trainer.Loss, data).Loss };
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            for (int first = 0, count; first < data.Count; first += count)
            {
                count = Math.Min(trainer.Options.BatchSize, data.Count - first);
                if (!loop.Step(data, first, count, trainer.LearningRate)) return new Curve(losses, network);
            }
            double loss = Evaluation.Of(network, trainer.Loss, data).Loss;
            if (!double.IsFinite(loss)) break;
            losses.Add(loss);
        }
        return new Curve(losses, network);
    }

    private sealed record Curve(IReadOnlyList<double> Losses, Network Network);
}
