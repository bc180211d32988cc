using NodeNet.Formulas;
using NodeNet.Foundation;
using NodeNet.Recipes;
using NodeNet.Writers;

namespace NodeNet.Inspection;

/// <summary>A recipe's part in an example: how the row's cells became the network's inputs, its targets what the outputs should have been, and its outputs an
/// answer.</summary>
public sealed class RecipeLedger
{
    private const int Digits = 7;

    internal RecipeLedger(IReadOnlyList<CellLedger> inputs, IReadOnlyList<CellLedger> targets, IReadOnlyList<AnswerLedger> answers) =>
        (Inputs, Targets, Answers) = (inputs, targets, answers);

    /// <summary>The columns that are read, in the order of the network's inputs.</summary>
    public IReadOnlyList<CellLedger> Inputs { get; }

    /// <summary>The columns that are predicted; none where only an answer was asked for.</summary>
    public IReadOnlyList<CellLedger> Targets { get; }

    /// <summary>What the outputs mean, in the order of the targets: several numbers, or one class.</summary>
    public IReadOnlyList<AnswerLedger> Answers { get; }

    /// <summary>Everything, a line each: "island = Biscoe → 1, 0, 0", "bill_mm = 45.1 → (45.1 − 43.9) / 5.4 = 0.2222", "0.73 ≥ 0.5 → sick: yes".</summary>
    /// <param name="digits">How many significant digits numbers have, 3 to 17.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="digits"/> is not from 3 to 17.</exception>
    public IReadOnlyList<string> Lines(int digits = Digits)
    {
        LedgerFormat format = LedgerFormat.Default with { Digits = digits };
        format.Validate();
        var writer = new TextFormulas(format.Digits, format.MostTerms);
        return [.. Inputs.Concat(Targets).Select(cell => cell.Write(writer)), .. Answers.Select(answer => answer.Write(writer))];
    }

    /// <summary>All <see cref="Lines"/>.</summary>
    public override string ToString() => string.Join('\n', Lines());

    /// <summary>A recipe's part in a row.</summary>
    /// <param name="model">The model whose recipe and threshold count.</param>
    /// <param name="table">The table.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="outputs">What the network says.</param>
    /// <param name="hasTargets">Whether the row's targets are read.</param>
    internal static RecipeLedger Of(Model model, ITable table, int row, IReadOnlyList<double> outputs, bool hasTargets)
    {
        Recipe recipe = model.Recipe!;
        CellLedger[] inputs = InputsOf(recipe, table, row);
        int[] places = hasTargets ? Records.PlacesOf(table, [.. recipe.Targets.Select(target => target.Name)]) : [];
        CellLedger[] targets = [.. places.Select((place, i) => OfTarget(recipe.Targets[i], table[row, place]))];
        return new RecipeLedger(inputs, targets, AnswersOf(model, outputs));
    }

    internal static CellLedger[] InputsOf(Recipe recipe, ITable table, int row)
    {
        IReadOnlyList<IReadOnlyList<Expression>> formulas = recipe.FormulasOf(table, row);
        int[] places = Records.PlacesOf(table, recipe.ColumnNames);
        return
        [
            .. recipe.Columns.Select((column, i) => new CellLedger(column.Name, table[row, places[i]], column.Fill, formulas[i])
            {
                IsCategory = column.Encoding is CategoryEncoding,
            }),
        ];
    }

    private static CellLedger OfTarget(RecipeTarget target, Cell cell)
    {
        if (target is NumberTarget number) return new CellLedger(target.Name, cell, Cell.Missing, number.Encoding.FormulasOf(cell));
        var classes = (ClassTarget)target;
        int own = classes.Classes.ToList().IndexOf(cell.ToString());
        return new CellLedger(
            target.Name,
            cell,
            Cell.Missing,
            classes.Width == 1 ? [(Expression)(double)own] : [.. classes.Classes.Select((_, c) => (Expression)(c == own ? 1.0 : 0.0))])
        {
            IsCategory = true,
        };
    }

    private static AnswerLedger[] AnswersOf(Model model, IReadOnlyList<double> outputs)
    {
        Recipe recipe = model.Recipe!;
        if (model.ClassLabels is { } labels) return [AnswerLedger.OfClasses(recipe.Targets[0].Name, labels, [.. outputs], model.Threshold)];
        return [.. recipe.Targets.Select((target, i) => AnswerLedger.OfNumber(target.Name, ((NumberTarget)target).Encoding.Restored(outputs[i]), outputs[i]))];
    }
}

/// <summary>How a cell became numbers.</summary>
public sealed class CellLedger
{
    internal CellLedger(string column, Cell cell, Cell fill, IReadOnlyList<Expression> formulas) =>
        (Column, Cell, Fill, Formulas) = (column, cell, fill, [.. formulas]);

    /// <summary>The column's name.</summary>
    public string Column { get; }

    /// <summary>What the row holds.</summary>
    public Cell Cell { get; }

    /// <summary>What stands in where the cell is missing; missing itself where nothing does.</summary>
    public Cell Fill { get; }

    /// <summary>The formula of each number, with the cell's own numbers; a number itself where nothing is computed.</summary>
    public IReadOnlyList<Expression> Formulas { get; }

    /// <summary>The numbers, as the network has them.</summary>
    public IReadOnlyList<double> Numbers => [.. Formulas.Select(formula => formula.Value)];

    /// <summary>What was read: "bill_mm = 45.1", "bill_mm = missing, taken as 44.3".</summary>
    public string Read => $"{MessageText.Line(Column)} = {Shown}";

    internal bool IsCategory { get; init; }

    /// <summary>"bill_mm = 45.1 → (45.1 − 43.9) / 5.4 = 0.2222".</summary>
    public override string ToString() => Write(new TextFormulas(LedgerFormat.Handout.Digits, LedgerFormat.Default.MostTerms));

    internal string Write(TextFormulas writer)
    {
        // Of many categories the one that it is matters.
        if (IsCategory && Formulas.Count > writer.MostTerms)
        {
            int one = Numbers.ToList().IndexOf(1.0);
            string which = one < 0 ? "all 0" : $"1 for number {one + 1}, 0 for the others";
            return $"{Read} → {MessageText.Count(Formulas.Count, "input")}: {which}";
        }
        return $"{Read} → {string.Join(", ", Formulas.Select(formula => Write(formula, writer)))}";
    }

    private static string Write(Expression formula, TextFormulas writer) =>
        formula is Numeral number ? writer.Number(number.Number) : $"{writer.Write(formula)} = {writer.Number(formula.Value)}";

    private string Shown
    {
        get
        {
            if (!Cell.IsMissing) return MessageText.Shown(Cell.ToString());
            return Fill.IsMissing ? "missing" : $"missing, taken as {MessageText.Shown(Fill.ToString())}";
        }
    }
}

/// <summary>What outputs of a network mean to its users.</summary>
public sealed class AnswerLedger
{
    private readonly double[] _outputs;
    private readonly double _threshold;

    private AnswerLedger(string target, double[] outputs, double threshold) =>
        (Target, _outputs, _threshold) = (target, outputs, threshold);

    /// <summary>The column that is predicted.</summary>
    public string Target { get; }

    /// <summary>The class that is answered; null for a number, or where an output is NaN, so that none is named.</summary>
    public string? Class { get; private init; }

    /// <summary>How the number comes about from the output: 0.35 · 801 + 4202; null for a class.</summary>
    public Expression? Formula { get; private init; }

    /// <summary>The number that is answered, in the target's units; null for a class.</summary>
    public double? Number => Formula?.Value;

    /// <summary>"0.35 · 801 + 4202 = 4482.35 → body_mass_g", "0.73 ≥ 0.5 → sick: yes", "the largest of 0.9, 0.07, 0.03 → species: Adelie".</summary>
    public override string ToString() => Write(new TextFormulas(LedgerFormat.Handout.Digits, LedgerFormat.Default.MostTerms));

    internal static AnswerLedger OfNumber(string target, Expression formula, double output) => new(target, [output], 0.5) { Formula = formula };

    internal static AnswerLedger OfClasses(string target, IReadOnlyList<string> labels, double[] outputs, double threshold)
    {
        string? named = null;
        if (!Array.Exists(outputs, double.IsNaN))
            named = outputs.Length == 1 ? labels[outputs[0] >= threshold ? 1 : 0] : labels[Array.IndexOf(outputs, outputs.Max())];
        return new AnswerLedger(target, outputs, threshold) { Class = named };
    }

    internal string Write(TextFormulas writer)
    {
        string target = MessageText.Line(Target);
        if (Formula is not null)
            return Formula is Numeral ? $"{writer.Number(_outputs[0])} → {target}" : $"{writer.Write(Formula)} = {writer.Number(Formula.Value)} → {target}";
        if (Class is null) return $"an output is NaN → {target}: no class";
        if (_outputs.Length == 1)
            return $"{writer.Number(_outputs[0])} {(_outputs[0] >= _threshold ? "≥" : "<")} {writer.Number(_threshold)} → {target}: {MessageText.Shown(Class)}";
        return _outputs.Length > writer.MostTerms
            ? $"the largest of {_outputs.Length} outputs, {writer.Number(_outputs.Max())} → {target}: {MessageText.Shown(Class)}"
            : $"the largest of {string.Join(", ", _outputs.Select(writer.Number))} → {target}: {MessageText.Shown(Class)}";
    }
}
