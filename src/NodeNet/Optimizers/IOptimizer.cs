using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>The rule that turns the way downhill into the change of a weight or bias. It sees one parameter at a time.</summary>
/// <remarks>
/// <para>To add your own, derive from <see cref="Optimizer{TFormula}"/>, which states the mathematics once for every kind of number: then it trains on the
/// vector loops and shows its formula. Or implement <see cref="Name"/> and <see cref="Change"/>, and <see cref="MemoryLength"/> if the rule remembers
/// something. An instance holds no changing state: what is remembered belongs to the trainer, so one instance may serve any number of trainers.</para>
/// <para>Sign: everything here points downhill, as the handout's δ does. <c>downhill</c> is −∂Loss/∂parameter: for a weight δ(target) · activation(source), for
/// a bias δ.</para>
/// </remarks>
public interface IOptimizer
{
    /// <summary>The name that summaries and files use, in lower case with its parameters, as in <c>momentum(0.9)</c>.</summary>
    string Name { get; }

    /// <summary>How many numbers the rule remembers for each parameter; they start at 0. Default: none.</summary>
    int MemoryLength => 0;

    /// <summary>What the numbers that the rule remembers are called where they are shown, <see cref="MemoryLength"/> names. Default: none, and they are shown
    /// by number.</summary>
    IReadOnlyList<string> MemoryNames => [];

    /// <summary>Whether the rule can have remembered a number, as a checkpoint says. A checkpoint with another one is refused, and so is saving one. 0, the
    /// beginning, must be among them. Default: any finite number.</summary>
    /// <param name="index">Which of the <see cref="MemoryLength"/> numbers, from 0.</param>
    /// <param name="value">What is said to be remembered.</param>
    bool AcceptsMemory(int index, double value) => double.IsFinite(value);

    /// <summary>The change of one parameter.</summary>
    /// <param name="downhill">−∂Loss/∂parameter, taken over the batch, with the part of L1 and L2 and after clipping.</param>
    /// <param name="value">The parameter before the change.</param>
    /// <param name="memory">What the rule remembers for this parameter, <see cref="MemoryLength"/> numbers, to read and to write. What is below the smallest
    /// number with all its digits (2.2e-308; in single precision 1.2e-38) is remembered as 0.</param>
    /// <param name="context">The learning rate and the number of the step.</param>
    /// <returns>What is added to the parameter.</returns>
    double Change(double downhill, double value, Span<double> memory, in StepContext context);

    /// <summary>What is the same for all parameters of a step, as formulas: <see cref="IOptimizerFormula.Prepare"/>. Default: the step as it is.</summary>
    /// <param name="step">The step.</param>
    OptimizerStep<Expression> PrepareExpressions(OptimizerStep<Expression> step) => step;

    /// <summary>What the rule will remember, as formulas, for ledgers. Default: none, and the numbers stand alone.</summary>
    /// <param name="downhill">−∂Loss/∂parameter.</param>
    /// <param name="value">The parameter before the change.</param>
    /// <param name="memory">What the rule remembers before the step.</param>
    /// <param name="step">The step, prepared.</param>
    Remembered<Expression>? MemoryExpressions(
        Expression downhill, Expression value, Remembered<Expression> memory, in OptimizerStep<Expression> step) => null;

    /// <summary>The change as a formula, for ledgers. Default: none, and the rule is shown by its name.</summary>
    /// <param name="downhill">−∂Loss/∂parameter.</param>
    /// <param name="value">The parameter before the change.</param>
    /// <param name="memory">What the rule remembers, brought up to date.</param>
    /// <param name="step">The step, prepared.</param>
    Expression? ChangeExpression(
        Expression downhill, Expression value, Remembered<Expression> memory, in OptimizerStep<Expression> step) => null;
}

/// <summary>What an optimizer knows of the step besides the parameter.</summary>
/// <param name="Number">The number of the parameter's step, from 1: steps in which it was frozen or missing do not count.</param>
/// <param name="LearningRate">α, after the schedule.</param>
/// <param name="IsBias">Whether the parameter is a bias.</param>
public readonly record struct StepContext(long Number, double LearningRate, bool IsBias)
{
    /// <summary>The members with their numbers, as "StepContext { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(StepContext), PrintMembers);
}
