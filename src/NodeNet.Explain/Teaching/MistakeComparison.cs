using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>A step done right and done with a mistake, side by side: every δ, every new weight and bias, and the loss after the step.</summary>
public sealed class MistakeComparison
{
    private MistakeComparison(StepLedger right, StepLedger wrong)
    {
        Right = right;
        Wrong = wrong;
        Rows = [.. Numbers(right, wrong)];
        LossAfterRight = right.LossAfter();
        LossAfterWrong = wrong.LossAfter();
    }

    /// <summary>The right step.</summary>
    public StepLedger Right { get; }

    /// <summary>The step with the mistake.</summary>
    public StepLedger Wrong { get; }

    /// <summary>Every δ from the outputs back, then every new bias and weight.</summary>
    public IReadOnlyList<ComparedNumber> Rows { get; }

    /// <summary>The mean loss over the step's examples after the right step, without the part of L1 and L2. It may be +∞.</summary>
    public double LossAfterRight { get; }

    /// <summary>The same after the step with the mistake.</summary>
    public double LossAfterWrong { get; }

    /// <summary>Whether the mistake changes any number of this step.</summary>
    public bool MakesDifference => Rows.Any(row => row.Differs);

    /// <summary>Why the step comes out right all the same, or null if it does not.</summary>
    public string? WhyNoDifference => MakesDifference ? null
        : $"The mistake makes no difference in this step: {string.Join("; ", Wrong.Mistakes.Select(mistake => mistake.NoDifference))}.";

    /// <summary>Compares.</summary>
    /// <param name="ledger">The ledger of a step.</param>
    /// <param name="mistakes">The mistake, or several at once.</param>
    /// <exception cref="ArgumentException">No mistake is given, or the ledger is already that of a step with a mistake.</exception>
    /// <exception cref="NotFiniteNumberException">A number of the step with the mistake would not be finite.</exception>
    public static MistakeComparison Of(StepLedger ledger, params Mistake[] mistakes)
    {
        Guard.NotNull(ledger);
        if (ledger.Mistakes.Count > 0)
            throw new ArgumentException($"The ledger's own step is wrong ({string.Join(", ", ledger.Mistakes)}); compare with a right one.", nameof(ledger));
        return new MistakeComparison(ledger, ledger.With(mistakes));
    }

    /// <summary>The comparison as a table in plain text, seven digits, one line a number; lines that differ are marked.</summary>
    public override string ToString() => TextTable.Plain(Header, Lines()) + Remarks("\n");

    /// <summary>The comparison as a Markdown table.</summary>
    public string ToMarkdown() => TextTable.Markdown(Header, Lines()) + Remarks("\n\n");

    private static string[] Header => ["number", "right", "wrong", ""];

    private IEnumerable<string[]> Lines()
    {
        foreach (ComparedNumber row in Rows)
            yield return [row.Quantity.ToString(), MessageText.Short(row.Right), MessageText.Short(row.Wrong), row.Differs ? "≠" : ""];
        yield return ["loss before the step", MessageText.Short(Right.Loss), MessageText.Short(Wrong.Loss), ""];
        yield return
        [
            "loss after the step",
            MessageText.Short(LossAfterRight),
            MessageText.Short(LossAfterWrong),
            Differ(LossAfterRight, LossAfterWrong) ? "≠" : "",
        ];
    }

    private string Remarks(string space)
    {
        string text = "";
        foreach (Mistake mistake in Wrong.Mistakes)
        {
            text +=
                $"{space}{mistake.Name}: {mistake.Description}\nright: {mistake.Right}\nwrong: {mistake.Wrong}".Replace("\n", space, StringComparison.Ordinal);
        }

        return WhyNoDifference is { } why ? text + space + why : text;
    }

    private static IEnumerable<ComparedNumber> Numbers(StepLedger right, StepLedger wrong)
    {
        foreach (ExampleLedger example in right.Examples)
        {
            for (int i = 0; i < example.Deltas.Count; i++)
            {
                yield return Row(
                    Quantity.Delta(example.Deltas[i].Node.Name, example.Index + 1), example.Deltas[i].Delta, wrong.Examples[example.Index].Deltas[i].Delta);
            }
        }
        foreach (ParameterChange change in right.Changes)
        {
            yield return Row(
                Quantity.Of(QuantityKind.NewWeight, QuantityKind.NewBias, change.Parameter), change.NewValue, wrong.Changes[change.Parameter.Number].NewValue);
        }
    }

    private static ComparedNumber Row(Quantity quantity, double right, double wrong) => new(quantity, right, wrong, Differ(right, wrong));

    /// <summary>Whether two numbers differ by more than the order of a few roundings.</summary>
    internal static bool Differ(double right, double wrong) => !(Math.Abs(right - wrong) <= 1e-13 * Math.Max(Math.Abs(right), Math.Abs(wrong)));
}

/// <summary>One number in a <see cref="MistakeComparison"/>.</summary>
/// <param name="Quantity">Which.</param>
/// <param name="Right">The right number.</param>
/// <param name="Wrong">What the mistake makes of it.</param>
/// <param name="Differs">Whether the two differ by more than rounding.</param>
public sealed record ComparedNumber(Quantity Quantity, double Right, double Wrong, bool Differs)
{
    /// <summary>The members with their numbers, as "ComparedNumber { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(ComparedNumber), PrintMembers);
}
