using NodeNet.Inspection;
using NodeNet.Teaching;

namespace NodeNet.Drawing.Replay;

/// <summary>Writes a step as moments with formulas, and the numbers that these name into the step's table.</summary>
/// <remarks>Formulas hold no numbers of their own where the table has them, so that steps of the same shape share one script.</remarks>
internal sealed partial class StepScript
{
    // Of longer sums the first and last terms are written, and how many there are between.
    private const int MostTerms = 12;

    private readonly StepLedger _ledger;
    private readonly StepNumbers _numbers;
    private readonly bool _byNodes;
    private readonly List<ReplayLine> _lines = [];

    private StepScript(StepLedger ledger, StepNumbers numbers, bool byNodes)
    {
        _ledger = ledger;
        _numbers = numbers;
        _byNodes = byNodes;
    }

    /// <summary>The step's moments.</summary>
    /// <param name="ledger">The step.</param>
    /// <param name="numbers">Receives its numbers.</param>
    /// <param name="byNodes">Whether the moments of single connections are left out, as in a network with thousands of them: their numbers are in the table all
    /// the same.</param>
    public static List<ReplayLine> Of(StepLedger ledger, StepNumbers numbers, bool byNodes = false)
    {
        var script = new StepScript(ledger, numbers, byNodes);
        script.AddStart();
        foreach (ExampleLedger example in ledger.Examples)
            new ExampleScript(ledger, example, numbers, script._lines, byNodes).Add();
        script.AddUpdate();
        script.AddReward();
        return script._lines;
    }

    /// <summary>Terms of a sum: the first and the last of them if they are many.</summary>
    public static string Sum(IReadOnlyList<string> terms) => terms.Count <= MostTerms
        ? string.Join(" + ", terms)
        : $"{string.Join(" + ", terms.Take(MostTerms - 3))} + … ({Count(terms.Count - MostTerms + 1)} more) + {string.Join(" + ", terms.TakeLast(2))}";

    public static string Count(int count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Did it help? The loss before and after, with the same examples.</summary>
    private void AddReward()
    {
        bool isBatch = _ledger.Examples.Count > 1;
        double after = _ledger.LossAfter();
        string before = isBatch
            ? _numbers.Put(ReplayKind.BatchLoss, "", _ledger.Loss, example: null)
            : _numbers.Put(ReplayKind.Loss, "", _ledger.Loss, example: 0);
        string says = after < _ledger.Loss ? "Yes: with the new weights the loss is smaller."
            : after > _ledger.Loss ? "No: with the new weights the loss is larger."
            : "The loss is what it was.";
        _lines.Add(new ReplayLine("after", LastExample, "Did it help?")
        {
            Say = $"The same {(isBatch ? "examples" : "example")} once more. {says}",
            Formulas = [$"[{(isBatch ? "M" : "L")}]: {before} → {_numbers.Put(ReplayKind.LossAfter, "", after, example: null)}"],
            Shows = ["A"],
        });
    }

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
