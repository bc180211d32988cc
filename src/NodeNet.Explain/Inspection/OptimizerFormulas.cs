using NodeNet.Formulas;
using NodeNet.Optimizers;
using NodeNet.Writers;

namespace NodeNet.Inspection;

/// <summary>What an optimizer says of itself, with the numbers of a step put in; one that is known with doubles alone, by its name.</summary>
/// <remarks>Everything comes in the sign of the profile: what the rule remembers of directions turns with the gradient, what it remembers of squares and sizes
/// does not.</remarks>
internal sealed class OptimizerFormulas
{
    private readonly LedgerSetup _setup;
    private readonly double _sign;
    private readonly bool[] _turns;

    public OptimizerFormulas(LedgerSetup setup, double sign)
    {
        _setup = setup;
        _sign = sign;
        _turns = TurningMemories(setup.Rule);
    }

    /// <summary>What the rule remembers of a parameter after the step, with its sign.</summary>
    public double MemoryValue(ParameterChange change, int which) => SignOf(which) * change.MemoryAfter[which];

    /// <summary>How that is computed; null for a rule that shows no formula.</summary>
    public Expression? Memory(ParameterChange change, int which)
    {
        Remembered<Expression>? after = _setup.Rule.MemoryExpressions(
            _sign * change.Downhill, change.OldValue, Numbers(change.MemoryBefore), Prepared(change));
        return after is { } memory ? which switch { 0 => memory.First, 1 => memory.Second, 2 => memory.Third, _ => memory.Fourth } : null;
    }

    public Expression Change(ParameterChange change)
    {
        OptimizerStep<Expression> step = Prepared(change) with { Rate = _sign * _setup.LearningRate };
        Expression? formula = _setup.Rule.ChangeExpression(_sign * change.Downhill, change.OldValue, Numbers(change.MemoryAfter), step);
        if (formula is null) return new Call(_setup.Rule.Name, [_sign * change.Downhill], change.Change);
        // A rule without a rate, as Rprop, has nowhere else to put the minus sign of a gradient that points uphill.
        return Math.Sign(formula.Value) == -Math.Sign(change.Change) ? Signs.Opposite(formula) : formula;
    }

    private OptimizerStep<Expression> Prepared(ParameterChange change) =>
        _setup.Rule.PrepareExpressions(new OptimizerStep<Expression>(_setup.LearningRate, change.StepNumber, change.Parameter.IsBias));

    private double SignOf(int which) => _turns[which] ? _sign : 1.0;

    private Remembered<Expression> Numbers(IReadOnlyList<double> memory)
    {
        return new(At(0), At(1), At(2), At(3));

        Expression At(int which) => which < memory.Count ? SignOf(which) * memory[which] : 0.0;
    }

    /// <summary>Which memories change their sign when the gradient does: tried out on one step.</summary>
    private static bool[] TurningMemories(IOptimizer rule)
    {
        var step = new StepContext(1, 0.1, IsBias: false);
        var up = new double[rule.MemoryLength];
        var down = new double[rule.MemoryLength];
        rule.Change(0.5, 1.0, up, step);
        rule.Change(-0.5, 1.0, down, step);
        return [.. up.Zip(down, (plus, minus) => plus != 0.0 && plus == -minus)];
    }
}
