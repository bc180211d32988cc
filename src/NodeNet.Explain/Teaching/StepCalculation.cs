using System.Collections.Concurrent;
using NodeNet.Formulas;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>The numbers of a step, each computed from its formula when it is asked for: the right ones, or those that some mistakes make.</summary>
/// <param name="facts">What the step starts from.</param>
/// <param name="mistakes">The mistakes.</param>
/// <param name="where">For which quantities the mistakes are made, or null: for all.</param>
/// <param name="elsewhere">Who has the numbers of the other quantities, or null: they are computed here, from the right formulas.</param>
/// <param name="rounding">What is done to every number before the next is computed from it, or null: nothing.</param>
internal sealed class StepCalculation(
    StepFacts facts, MistakeKinds mistakes =
        MistakeKinds.None, Func<Quantity, bool>? where = null, StepCalculation? elsewhere = null, Func<double, double>? rounding = null)
{
    private readonly ConcurrentDictionary<Quantity, double> _known = [];
    private readonly QuantityFormulas _right = new(facts, MistakeKinds.None);
    private readonly QuantityFormulas _wrong = new(facts, mistakes);

    /// <summary>The number.</summary>
    public double this[Quantity quantity]
    {
        get
        {
            if (elsewhere is not null && !where!(quantity)) return elsewhere[quantity];
            if (_known.TryGetValue(quantity, out double known)) return known;
            double value = ValueOf(quantity);
            if (rounding is not null && !quantity.IsGiven) value = rounding(value);
            _known[quantity] = value;
            return value;
        }
    }

    /// <summary>The number without its own rounding: only what it is computed from is rounded.</summary>
    public double Before(Quantity quantity) => ValueOf(quantity);

    public Expression FormulaOf(Quantity quantity) =>
        mistakes != MistakeKinds.None && (where is null || where(quantity)) ? _wrong.Of(quantity) : _right.Of(quantity);

    /// <summary>The quantities that a quantity's formula names.</summary>
    public IEnumerable<Quantity> PartsOf(Quantity quantity) => FormulaOf(quantity).Variables.Select(variable => ((QuantityVariable)variable).Quantity);

    private double ValueOf(Quantity quantity) => FormulaOf(quantity).ReadAs<Scalar>(variable => this[((QuantityVariable)variable).Quantity]).Value;

    /// <summary>Puts somebody else's number in a quantity's place.</summary>
    public void Assume(Quantity quantity, double value) => _known[quantity] = value;
}
