using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>An optimizer whose mathematics is written once, over any kind of number. It trains on the vector loops and shows its formula in ledgers.</summary>
/// <typeparam name="TFormula">The mathematics.</typeparam>
public abstract class Optimizer<TFormula> : IOptimizer, IOptimizerFormulaSource
    where TFormula : struct, IOptimizerFormula
{
    private const int MostMemories = 4;

    private readonly TFormula _formula;

    /// <summary>Creates the rule.</summary>
    /// <param name="name">The name that summaries and files use, in lower case with its parameters, as in <c>momentum(0.9)</c>.</param>
    /// <param name="formula">The mathematics.</param>
    /// <param name="memoryNames">What the numbers that the rule remembers are called, one name each.</param>
    /// <exception cref="ArgumentException">There are more or fewer names than the formula remembers numbers, or more than four.</exception>
    protected Optimizer(string name, TFormula formula, params IReadOnlyList<string> memoryNames)
    {
        Guard.NotNull(name);
        Guard.NotNull(memoryNames);
        if (memoryNames.Count != TFormula.MemoryLength || memoryNames.Count > MostMemories)
        {
            throw new ArgumentException(
                $"memoryNames has {memoryNames.Count} names; the formula remembers {TFormula.MemoryLength} numbers, of {MostMemories} at most.",
                nameof(memoryNames));
        }

        Name = name;
        MemoryNames = [.. memoryNames];
        _formula = formula;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int MemoryLength => MemoryNames.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> MemoryNames { get; }

    /// <inheritdoc/>
    public virtual bool AcceptsMemory(int index, double value) => double.IsFinite(value);

    /// <inheritdoc/>
    public double Change(double downhill, double value, Span<double> memory, in StepContext context)
    {
        OptimizerStep<Scalar> step = _formula.Prepare(new OptimizerStep<Scalar>(context.LearningRate, context.Number, context.IsBias));
        var remembered = new Remembered<Scalar>(At(memory, 0), At(memory, 1), At(memory, 2), At(memory, 3));
        _formula.Remember(downhill, value, ref remembered, step);
        for (int i = 0; i < memory.Length; i++)
            memory[i] = (i switch { 0 => remembered.First, 1 => remembered.Second, 2 => remembered.Third, _ => remembered.Fourth }).Value;
        return _formula.Change(downhill, value, remembered, step).Value;

        static Scalar At(ReadOnlySpan<double> memory, int which) => which < memory.Length ? memory[which] : 0.0;
    }

    /// <inheritdoc/>
    public OptimizerStep<Expression> PrepareExpressions(OptimizerStep<Expression> step) => _formula.Prepare(step);

    /// <inheritdoc/>
    public Remembered<Expression>? MemoryExpressions(
        Expression downhill, Expression value, Remembered<Expression> memory, in OptimizerStep<Expression> step)
    {
        _formula.Remember(downhill, value, ref memory, step);
        return memory;
    }

    /// <inheritdoc/>
    public Expression? ChangeExpression(
        Expression downhill, Expression value, Remembered<Expression> memory, in OptimizerStep<Expression> step) =>
        _formula.Change(downhill, value, memory, step);

    TResult IOptimizerFormulaSource.HandTo<TResult>(IOptimizerFormulaReader<TResult> reader) => reader.Read(_formula);
}

/// <summary>An optimizer that can hand out its mathematics by type, so that loops can be made for it.</summary>
internal interface IOptimizerFormulaSource
{
    /// <summary>Hands the formula to a reader.</summary>
    TResult HandTo<TResult>(IOptimizerFormulaReader<TResult> reader);
}

/// <summary>What makes something of a formula whose type it learns only now.</summary>
internal interface IOptimizerFormulaReader<out TResult>
{
    /// <summary>Makes it.</summary>
    TResult Read<TFormula>(TFormula formula)
        where TFormula : struct, IOptimizerFormula;
}
