using System.Collections.Concurrent;
using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>A way to a wrong number, to be compared with an answer.</summary>
/// <param name="Reason">What was done.</param>
/// <param name="Value">Computes the number.</param>
internal sealed record ErrorHypothesis(Reason Reason, Func<double> Value)
{
    public static ErrorHypothesis Slip(string explanation, Func<double> value) => new(new Reason(explanation, []), value);
}

/// <summary>Everything that a wrong answer is compared with.</summary>
internal sealed class ErrorHypotheses(StepFacts facts, StepCalculation right)
{
    public const string WasRounded = "every number on the way was rounded to ";

    private readonly ConcurrentDictionary<MistakeKinds, StepCalculation> _everywhere = [];
    private readonly List<(string Text, StepCalculation Numbers)> _rounded =
        [.. Rounding.Select(rounding => (rounding.Text, new StepCalculation(facts, rounding: rounding.Round)))];
    private readonly Concretely _concretely = new(facts, right);

    /// <summary>The ways to round: to so many decimals, or significant digits.</summary>
    public static IReadOnlyList<(string Text, Func<double, double> Round)> Rounding { get; } = [.. Roundings()];

    /// <summary>One mistake, made everywhere or only at the quantity's own node, or one slip.</summary>
    public IEnumerable<ErrorHypothesis> Simple(Quantity q)
    {
        foreach (Mistake mistake in Mistake.All)
        {
            yield return Everywhere(q, mistake);
            yield return OnlyHere(q, mistake);
        }
        foreach (ErrorHypothesis slip in new CommonErrors(facts, right).Of(q))
            yield return slip;
    }

    /// <summary>Two mistakes at once, or a mistake with a δ of the opposite sign.</summary>
    public IEnumerable<ErrorHypothesis> Pairs(Quantity q)
    {
        for (int i = 0; i < Mistake.All.Count; i++)
        {
            Mistake one = Mistake.All[i];
            for (int j = i + 1; j < Mistake.All.Count; j++)
                yield return Everywhere(q, one, Mistake.All[j]);
            if (q.Kind is QuantityKind.Delta or QuantityKind.Push)
            {
                yield return new ErrorHypothesis(
                    new Reason($"two things at once: the opposite sign, and \"{one.Name}\"", [one]), () => -Made(q, one.Kind, onlyAt: null));
            }
        }
    }

    /// <summary>The right number of another node or connection.</summary>
    public IEnumerable<ErrorHypothesis> Neighbours(Quantity q)
    {
        if (q.Node.Length == 0) yield break;
        if (!q.IsOfWeight)
        {
            foreach (Inspection.LedgerNode other in facts.NodeOf(q).Layer.Nodes.Where(node => node.Name != q.Node && (!q.IsOfBias || node.HasBias)))
                yield return Swapped(q with { Node = other.Name });
            yield break;
        }
        Inspection.LedgerParameter weight = facts.ParameterOf(q);
        foreach (Inspection.LedgerParameter other in facts.Incoming(weight.Target).Concat(facts.Outgoing(weight.Source!)).Where(other => other != weight))
            yield return Swapped(q with { Node = other.Target.Name, Source = other.Source!.Name });
    }

    /// <summary>A mistake's formula, with the activation function of the nodes at which it is made.</summary>
    public string FormulaOf(Quantity q, Mistake mistake) => _concretely.FormulaOf(q, mistake);

    /// <summary>Numbers that were rounded on the way, to so many decimals or significant digits.</summary>
    public IEnumerable<ErrorHypothesis> Roundings(Quantity q)
    {
        foreach ((string text, StepCalculation numbers) in _rounded)
            yield return ErrorHypothesis.Slip(text, () => numbers.Before(q));
    }

    private ErrorHypothesis OnlyHere(Quantity q, Mistake mistake) =>
        new(new Reason($"\"{mistake.Name}\", here only: {Words(q, mistake)}", [mistake]), () => Made(q, mistake.Kind, q));

    private ErrorHypothesis Everywhere(Quantity q, params Mistake[] mistakes) =>
        new(new Reason(
            mistakes.Length == 1
                ? $"\"{mistakes[0].Name}\": {Words(q, mistakes[0])}"
                : "two things at once: " + string.Join(" and ", mistakes.Select(mistake => $"\"{mistake.Name}\"")), mistakes),
            () => Made(q, Mistake.KindsOf(mistakes), onlyAt: null));

    /// <summary>What was done, in this learner's numbers where the mistake is made here; otherwise its formula.</summary>
    private string Words(Quantity q, Mistake mistake) => _concretely.Of(q, mistake) ?? _concretely.FormulaOf(q, mistake);

    private ErrorHypothesis Swapped(Quantity other) => ErrorHypothesis.Slip($"this is the {other}", () => right[other]);

    private double Made(Quantity q, MistakeKinds mistakes, Quantity? onlyAt)
    {
        if (onlyAt is not null) return new StepCalculation(facts, mistakes, CommonErrors.AtSameNode(onlyAt), right)[q];
        if (!_everywhere.TryGetValue(mistakes, out StepCalculation? workings))
            _everywhere[mistakes] = workings = new StepCalculation(facts, mistakes);
        return workings[q];
    }

    private static IEnumerable<(string Text, Func<double, double> Round)> Roundings()
    {
        for (int count = 1; count <= 5; count++)
        {
            int digits = count;
            yield return (WasRounded + MessageText.Count(digits, "decimal"),
                x => Math.Abs(x) < 1e15 ? Math.Round(x, digits, MidpointRounding.AwayFromZero) : x);
            if (digits > 1) yield return (WasRounded + MessageText.Count(digits, "significant digit"), x => ToSignificant(x, digits));
        }
    }

    private static double ToSignificant(double x, int digits)
    {
        if (x == 0.0 || !double.IsFinite(x)) return x;
        return double.Parse(x.ToString($"E{digits - 1}", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
    }
}
