using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Training;
using NodeNet.Verification;

namespace NodeNet.Teaching;

/// <summary>Training steps that are wrong on purpose, to be shown beside the right ones. Nothing changes: not the network, nor what the trainer
/// remembers.</summary>
public static class MistakenSteps
{
    /// <summary>What a step on one example would do if it were done with a mistake, number by number.</summary>
    /// <param name="trainer">The trainer whose step it is.</param>
    /// <param name="inputs">One finite number an input node.</param>
    /// <param name="targets">One finite number an output node.</param>
    /// <param name="mistakes">The mistake, or several at once.</param>
    /// <returns>A ledger like that of the right step, whose <see cref="StepLedger.Mistakes"/> name what is wrong.</returns>
    /// <exception cref="ArgumentException">The number of inputs or targets does not fit, one is not finite, or the loss cannot take a target; or no mistake is
    /// given.</exception>
    /// <exception cref="NotFiniteNumberException">A number of the step would not be finite.</exception>
    public static StepLedger Explain(this Trainer trainer, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, params Mistake[] mistakes) =>
        TrainerExplanations.Explain(Guard.NotNull(trainer), inputs, targets).With(mistakes);

    /// <summary>What a step on a batch would do if it were done with a mistake, number by number.</summary>
    /// <param name="trainer">The trainer whose step it is.</param>
    /// <param name="batch">The examples.</param>
    /// <param name="mistakes">The mistake, or several at once.</param>
    /// <returns>A ledger like that of the right step, whose <see cref="StepLedger.Mistakes"/> name what is wrong.</returns>
    /// <exception cref="ArgumentException">The examples do not fit the network, or the loss cannot take a target; or no mistake is given.</exception>
    /// <exception cref="NotFiniteNumberException">A number of the step would not be finite.</exception>
    public static StepLedger Explain(this Trainer trainer, DataSet batch, params Mistake[] mistakes) =>
        TrainerExplanations.Explain(Guard.NotNull(trainer), batch).With(mistakes);

    /// <summary>The same step, done with a mistake: from the same weights, examples and optimizer memory.</summary>
    /// <param name="ledger">The ledger of a step.</param>
    /// <param name="mistakes">The mistake, or several at once.</param>
    /// <returns>A ledger like that of the right step, whose <see cref="StepLedger.Mistakes"/> name what is wrong.</returns>
    /// <remarks>With <see cref="Mistake.ForgetsSlope"/> the ledger has 1 for every slope. With <see cref="Mistake.UpdatesBeforePropagating"/> a gradient that
    /// is clipped is clipped layer by layer, because the other layers' is not known yet, and the ledger's clip factor is the smallest.</remarks>
    /// <exception cref="ArgumentException">No mistake is given.</exception>
    /// <exception cref="NotFiniteNumberException">A number of the step would not be finite.</exception>
    public static StepLedger With(this StepLedger ledger, params Mistake[] mistakes)
    {
        Guard.NotNull(ledger);
        return MistakenLedger.Of(ledger, Mistake.KindsOf(Guard.Items(mistakes)));
    }

    /// <summary>Checks the gradient of a step with a mistake against differences of the loss itself, as <see cref="GradientCheck"/> does with the right one: it
    /// catches every mistake that makes a difference.</summary>
    /// <param name="trainer">The trainer whose step it is.</param>
    /// <param name="inputs">One finite number an input node.</param>
    /// <param name="targets">One finite number an output node.</param>
    /// <param name="mistakes">The mistake, or several at once.</param>
    /// <exception cref="ArgumentException">The number of inputs or targets does not fit, one is not finite, or the loss cannot take a target; or no mistake is
    /// given.</exception>
    /// <exception cref="NotFiniteNumberException">A number of the step would not be finite.</exception>
    public static GradientCheckResult CheckGradient(this Trainer trainer, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, params Mistake[] mistakes)
    {
        StepLedger wrong = Explain(trainer, inputs, targets, mistakes);
        MistakeKinds kinds = Mistake.KindsOf(mistakes);
        Dictionary<string, double> slopes = wrong.Changes.ToDictionary(
            change => change.Parameter.Name, change => SlopeIn(change, kinds), StringComparer.Ordinal);
        DataSet example = DataSet.From(Rows.From(inputs, inputs.Length), Rows.From(targets, targets.Length));
        return GradientCheck.Compare(trainer.Network, trainer.Loss, example, slopes, trainer.Options);
    }

    /// <summary>The slope of the loss that a mistaken step believes in: what it would have to be for plain gradient descent to step so.</summary>
    private static double SlopeIn(ParameterChange change, MistakeKinds kinds)
    {
        if (change.Parameter.IsBias && (kinds & MistakeKinds.LeavesBiases) != 0) return 0.0;
        return (kinds & MistakeKinds.StepsUphill) != 0 ? change.Penalized : -change.Penalized;
    }
}
