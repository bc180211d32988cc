using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>The mathematics of an optimizer, written once for every kind of number. <see cref="Optimizer{TFormula}"/> makes an optimizer of it.</summary>
/// <remarks>Implement it as a readonly struct: then the compiler makes a loop of its own for every width of vector. For each parameter <see cref="Remember"/>
/// runs first, then <see cref="Change"/>.</remarks>
public interface IOptimizerFormula
{
    /// <summary>How many numbers the rule remembers of a parameter: the first so many of <see cref="Remembered{T}"/>, from none to four.</summary>
    static abstract int MemoryLength { get; }

    /// <summary>What is the same for all parameters of a step, computed once: as <c>step with { First = … }</c>; or just <paramref name="step"/>.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="step">The step.</param>
    OptimizerStep<T> Prepare<T>(OptimizerStep<T> step)
        where T : IReal<T>;

    /// <summary>Brings what the rule remembers of a parameter up to date.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="downhill">−∂Loss/∂parameter.</param>
    /// <param name="value">The parameter before the change.</param>
    /// <param name="memory">What the rule remembers, to read and to write. Until the next step, what has faded below the smallest number with all its digits
    /// (2.2e-308; in single precision 1.2e-38) becomes 0: the moments of a node that has fallen silent would fade for ever, and processors take some hundred
    /// times as long over such numbers.</param>
    /// <param name="step">The step, prepared.</param>
    void Remember<T>(T downhill, T value, ref Remembered<T> memory, in OptimizerStep<T> step)
        where T : IReal<T>;

    /// <summary>The change of a parameter.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="downhill">−∂Loss/∂parameter.</param>
    /// <param name="value">The parameter before the change.</param>
    /// <param name="memory">What the rule remembers, brought up to date.</param>
    /// <param name="step">The step, prepared.</param>
    /// <returns>What is added to the parameter.</returns>
    T Change<T>(T downhill, T value, in Remembered<T> memory, in OptimizerStep<T> step)
        where T : IReal<T>;
}

/// <summary>What a formula knows of a step besides the parameter.</summary>
/// <typeparam name="T">The kind of number.</typeparam>
/// <param name="Rate">α, after the schedule.</param>
/// <param name="Number">The number of the parameter's step, from 1.</param>
/// <param name="IsBias">Whether the parameter is a bias.</param>
public readonly record struct OptimizerStep<T>(T Rate, long Number, bool IsBias)
    where T : IReal<T>
{
    /// <summary>A number of the rule's own, the same for all parameters of the step.</summary>
    public T First { get; init; } = T.Of(0.0);

    /// <summary>Another.</summary>
    public T Second { get; init; } = T.Of(0.0);

    /// <summary>A third.</summary>
    public T Third { get; init; } = T.Of(0.0);

    /// <summary>The members with their numbers, as "OptimizerStep { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(OptimizerStep<>), PrintMembers);
}

/// <summary>What a rule remembers of one parameter: up to four numbers, which start at 0.</summary>
/// <typeparam name="T">The kind of number.</typeparam>
/// <param name="First">The first number.</param>
/// <param name="Second">The second.</param>
/// <param name="Third">The third.</param>
/// <param name="Fourth">The fourth.</param>
public record struct Remembered<T>(T First, T Second, T Third, T Fourth)
    where T : IReal<T>
{
    /// <summary>The members with their numbers, as "Remembered { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(Remembered<>), PrintMembers);
}
