using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Writers;

namespace NodeNet.Teaching;

/// <summary>A part of a worksheet.</summary>
internal sealed record WorksheetSection(string Name, IReadOnlyList<WorksheetRow> Rows);

/// <summary>A line of a worksheet.</summary>
/// <param name="Quantity">Which number it is for.</param>
/// <param name="Name">The number's name, with the node's label.</param>
/// <param name="Formula">How it is computed, in words; empty for a given number.</param>
/// <param name="Value">The number.</param>
/// <param name="Blank">The number of the blank, from 1, or null if the number is not asked for.</param>
/// <param name="Follows">Whether it is computed from a blank: it would give that away, so the sheet does not show it.</param>
internal sealed record WorksheetRow(Quantity Quantity, string Name, string Formula, double Value, int? Blank, bool Follows)
{
    /// <summary>Whether the sheet leaves it open.</summary>
    public bool IsOpen => Blank is not null || Follows;
}

/// <summary>The lines of a worksheet: what is given, then the step in the order in which it is computed.</summary>
internal sealed class WorksheetRows
{
    private readonly StepFacts _facts;
    private readonly StepCalculation _right;
    private readonly WorksheetOptions _options;

    public WorksheetRows(StepLedger ledger, WorksheetOptions options)
    {
        _options = options;
        _facts = StepFacts.OfPlainStep(ledger, options.GivenDigits);
        _right = new StepCalculation(_facts);
        Marker = new Marker(_facts, before: null);
        (string Name, Quantity[] Quantities)[] parts =
        [
            ("Forward pass", [.. QuantityLists.Forward(_facts)]),
            ("Backward pass", [.. QuantityLists.Backward(_facts)]),
            ("Update", [.. QuantityLists.Update(_facts)]),
        ];
        HashSet<Quantity> blanks = options.Blanks.Of([.. parts.SelectMany(part => part.Quantities)]);

        var chosen = new List<Quantity>();
        var open = new HashSet<Quantity>();
        var sections = new List<WorksheetSection> { new("Given", [.. QuantityLists.Given(_facts).Select(quantity => Row(quantity, null, false))]) };
        foreach ((string name, Quantity[] quantities) in parts)
        {
            var rows = new List<WorksheetRow>();
            foreach (Quantity quantity in quantities)
            {
                if (blanks.Contains(quantity)) chosen.Add(quantity);
                // The rows come in the order of computing: what a number is computed from was met before.
                bool follows = _right.PartsOf(quantity).Any(open.Contains);
                if (follows || blanks.Contains(quantity)) open.Add(quantity);
                rows.Add(Row(quantity, blanks.Contains(quantity) ? chosen.Count : null, follows));
            }
            sections.Add(new WorksheetSection(name, rows));
        }
        Sections = sections;
        Blanks = chosen;
    }

    /// <summary>Who marks the sheet.</summary>
    public Marker Marker { get; }

    public IReadOnlyList<WorksheetSection> Sections { get; }

    /// <summary>The sections of the sheet to fill in: without those at the end in which nothing is asked and numbers follow from blanks.</summary>
    public IEnumerable<WorksheetSection> SheetSections
    {
        get
        {
            int last = Sections.Count - 1;
            while (Sections[last].Rows.All(row => row.Blank is null) && Sections[last].Rows.Any(row => row.Follows)) last--;
            return Sections.Take(last + 1);
        }
    }

    public IReadOnlyList<Quantity> Blanks { get; }

    /// <summary>Six letters and digits that tell this step from others, see <see cref="WorksheetCode"/>.</summary>
    public string Code => WorksheetCode.Of(_facts, Blanks);

    /// <summary>A computed number in so many digits, and in more where a marker could not accept the fewer: a new weight of 1.2003 is not "1.2" if the old one
    /// was 1.2.</summary>
    /// <param name="row">The number's row.</param>
    /// <param name="digits">How many significant digits, if they tell.</param>
    /// <returns>How many to write.</returns>
    public int DigitsOf(WorksheetRow row, int digits)
    {
        while (digits < LedgerFormat.ExactDigits && !Tells(WorksheetMarkdown.Number(row.Value, digits), row)) digits++;
        return digits;
    }

    private bool Tells(string text, WorksheetRow row) =>
        LearnersNumber.Read(text) is not { } read || read.Is(row.Value) || Marker.Check(row.Quantity, text).IsRight;

    /// <summary>What the numbers mean here, a line each.</summary>
    public IEnumerable<string> Conventions(bool isKey)
    {
        LedgerSetup setup = _facts.Setup;
        yield return "Network: " + string.Join("; ", _facts.Network.Layers.Select(layer =>
            $"{layer.Name}, {MessageText.Count(layer.Nodes.Count, "node")}{(layer.IsInput ? "" : $" ({layer.Activation})")}"));
        string reduction = setup.BatchReduction == Training.BatchReduction.Mean ? "mean" : "sum";
        yield return $"Loss: {setup.Loss}{(setup.IsMeanOverOutputs ? ", the mean over the outputs" : "")}. " +
            $"Optimizer: {setup.Optimizer}.{(_facts.Count > 1 ? $" The step follows the {reduction} over {_facts.Count} examples." : "")}";
        if (SheetSections.Any(section => section.Rows.Any(row => row is { Blank: null, Follows: true })))
            yield return "Numbered blanks are asked for. What follows from one of them is left open, too.";
        yield return "z is the net input, a = f(z) the activation. The push of a node is −∂Loss/∂a, its δ is −∂Loss/∂z: positive means that z should "
            + "grow. A change is added to the old value.";
        if (!isKey) yield return DigitsToWrite();
        if (_options.Row is not null) yield return _options.Row;
        foreach (string cell in _options.Cells) yield return cell;
        if (_facts.IsRounded)
            yield return $"The given numbers are rounded to {_options.GivenDigits} significant digits; everything else is computed from these.";
        foreach (ExampleLedger example in _facts.Ledger.Examples)
        {
            if (example.Recipe is not { } recipe) continue;
            string which = _facts.Count > 1 ? $"Example {example.Index + 1}: " : "";
            foreach (CellLedger cell in recipe.Inputs.Concat(recipe.Targets)) yield return which + cell;
            if (!isKey) continue; // the answers would give the outputs away
            foreach (AnswerLedger answer in recipe.Answers) yield return which + answer;
        }
    }

    /// <summary>How many digits an answer needs. A new weight that differs from the old one in its seventh digit needs seven.</summary>
    private string DigitsToWrite()
    {
        string digits = $"Write {LearnersNumber.EnoughDigits} significant digits or more, rounded or cut off: 0.02497, not 0.02.";
        int most = Sections.SelectMany(section => section.Rows).Where(row => row.Blank is not null && IsNew(row.Quantity) && IsChanged(row.Quantity))
            .Select(row => DigitsOf(row, LearnersNumber.EnoughDigits)).DefaultIfEmpty(0).Max();
        if (most == 0) return digits;
        string here = most > LearnersNumber.EnoughDigits ? $" (here up to {most})" : "";
        return $"{digits} A new weight or bias needs as many as tell it from the old one{here}.";
    }

    private static bool IsNew(Quantity quantity) => quantity.Kind is QuantityKind.NewWeight or QuantityKind.NewBias;

    private bool IsChanged(Quantity quantity) =>
        _right[quantity] != _right[quantity with { Kind = quantity.IsOfWeight ? QuantityKind.Weight : QuantityKind.Bias }];

    /// <summary>The formula in a spreadsheet, without =; null where there is none.</summary>
    public string? CellFormula(WorksheetRow row, Func<Quantity, string> placeOf) =>
        new CellFormulas(variable => placeOf(((QuantityVariable)variable).Quantity)).TryWrite(_right.FormulaOf(row.Quantity));

    /// <summary>The formula with the numbers put in; null where it cannot be written.</summary>
    public string? WithNumbers(WorksheetRow row, Func<double, string> text) =>
        new WordsFormulas(variable => _right[((QuantityVariable)variable).Quantity] is var value && value < 0 ? $"({text(value)})" : text(value))
            .TryWrite(_right.FormulaOf(row.Quantity));

    private WorksheetRow Row(Quantity quantity, int? blank, bool follows)
    {
        string label = quantity.Kind is QuantityKind.Input or QuantityKind.Target or QuantityKind.NetInput && _facts.NodeOf(quantity).Label is { } own
            ? $" \"{MessageText.Line(own)}\""
            : "";
        return new WorksheetRow(quantity, quantity + label, quantity.IsGiven ? "" : $"{quantity.Symbol} = {Words(quantity)}", _right[quantity], blank, follows);
    }

    private string Words(Quantity quantity)
    {
        if (new WordsFormulas(variable => variable.Name).TryWrite(_right.FormulaOf(quantity)) is { } words) return words;
        string by = quantity.Kind switch
        {
            QuantityKind.Loss or QuantityKind.Push => _facts.Setup.Loss,
            QuantityKind.WeightChange or QuantityKind.BiasChange => _facts.Setup.Optimizer,
            _ => _facts.NodeOf(quantity).Activation,
        };
        return $"computed by {by}: a fixed number";
    }
}
