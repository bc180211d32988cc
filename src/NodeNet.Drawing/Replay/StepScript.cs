using NodeNet.Inspection;

namespace NodeNet.Drawing.Replay;

/// <summary>Writes a step as moments with formulas, and the numbers that these name into the step's table.</summary>
/// <remarks>Formulas hold no numbers of their own where the table has them, so that steps of the same shape share one script.</remarks>
internal sealed partial class StepScript
{
    // Of longer sums the first and last terms are written, and how many there are between.
    private const int MostTerms = 12;

    private readonly StepLedger _ledger;
    private readonly StepNumbers _numbers;
    private readonly List<ReplayLine> _lines = [];

    private StepScript(StepLedger ledger, StepNumbers numbers)
    {
        _ledger = ledger;
        _numbers = numbers;
    }

    /// <summary>The step's moments.</summary>
    /// <param name="ledger">The step.</param>
    /// <param name="numbers">Receives its numbers.</param>
    public static List<ReplayLine> Of(StepLedger ledger, StepNumbers numbers)
    {
        var script = new StepScript(ledger, numbers);
        script.AddStart();
        foreach (ExampleLedger example in ledger.Examples)
            new ExampleScript(ledger, example, numbers, script._lines).Add();
        script.AddUpdate();
        return script._lines;
    }

    /// <summary>Terms of a sum: the first and the last of them if they are many.</summary>
    public static string Sum(IReadOnlyList<string> terms) => terms.Count <= MostTerms
        ? string.Join(" + ", terms)
        : $"{string.Join(" + ", terms.Take(MostTerms - 3))} + … ({Count(terms.Count - MostTerms + 1)} more) + {string.Join(" + ", terms.TakeLast(2))}";

    public static string Count(int count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private void AddStart()
    {
        foreach (ParameterChange change in _ledger.Changes)
            _numbers.Put(change.Parameter.IsBias ? ReplayKind.Bias : ReplayKind.Weight, ReplayShape.IdOf(change.Parameter), change.OldValue, example: null);
        _lines.Add(new ReplayLine("forward", 0, "Before the step")
        {
            Say = _ledger.Changes.Any(change => change.Parameter.IsBias) ? "The network with its weights and biases." : "The network with its weights.",
            Shows = _ledger.Changes.Any(change => change.Parameter.IsBias) ? ["w", "b"] : ["w"],
        });
    }
}
