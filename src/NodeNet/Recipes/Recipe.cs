using System.Text;
using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>How a row of named cells becomes the numbers that a network takes, and how its numbers become answers. Fitted on the training table alone;
/// immutable; part of a <see cref="Model"/>, and saved with it.</summary>
/// <remarks>Columns are found by their names, whatever their order in a table; further columns are not looked at.</remarks>
/// <example><code>
/// Recipe recipe = Recipe.Fit(training, "species");
/// Console.WriteLine(recipe.Summary());
/// DataSet data = recipe.DataSet(training);
/// Network network = new NetworkBuilder(recipe.InputCount).AddLayer(8, new Tanh()).AddLayer(recipe.OutputCount, new Softmax()).Build(seed: 1);
/// new Trainer(network, new CrossEntropy()).Train(data);
/// var model = new Model(network) { Recipe = recipe };
/// </code></example>
public sealed class Recipe
{
    internal Recipe(IReadOnlyList<RecipeColumn> columns, IReadOnlyList<RecipeTarget> targets, bool dropsMissingTargets, IReadOnlyList<string> notes)
    {
        Columns = [.. columns];
        Targets = [.. targets];
        DropsMissingTargets = dropsMissingTargets;
        Notes = [.. notes];
        InputNames = [.. Columns.SelectMany(column => column.InputNames)];
        OutputCount = Targets.Sum(target => target.Width);
        ColumnNames = [.. Columns.Select(column => column.Name)];
        IsNumbersOnly = Columns.All(column => column.Encoding is NumberEncoding);
    }

    /// <summary>The columns that are read, in the order of the network's inputs.</summary>
    public IReadOnlyList<RecipeColumn> Columns { get; }

    /// <summary>The names of the columns that are read, in their order.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>The columns that are predicted: one or several numbers, or one column of classes.</summary>
    public IReadOnlyList<RecipeTarget> Targets { get; }

    /// <summary>Whether rows without a target are left out; otherwise they are refused.</summary>
    public bool DropsMissingTargets { get; }

    /// <summary>What was guessed from the training table, a sentence each. Not saved with a model.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>What the network's inputs are called, as "island = Biscoe".</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <summary>How many inputs the network has.</summary>
    public int InputCount => InputNames.Count;

    /// <summary>How many outputs the network has.</summary>
    public int OutputCount { get; }

    /// <summary>The names of the classes in the order of their numbers, or null where numbers are predicted.</summary>
    public IReadOnlyList<string>? ClassLabels => (Targets[0] as ClassTarget)?.Classes;

    /// <summary>What the network's outputs are called: the targets' names or, of several classes, those of the classes.</summary>
    public IReadOnlyList<string> OutputNames => ClassLabels is { Count: > 2 } classes ? classes : [.. Targets.Select(target => target.Name)];

    /// <summary>Whether all columns are numbers, so that a row can be given as numbers alone, in the order of <see cref="Columns"/>.</summary>
    public bool IsNumbersOnly { get; }

    /// <summary>Fits a recipe, with what can be guessed from the training table.</summary>
    /// <param name="training">The training table, and nothing else: what is held out must not influence what is learned.</param>
    /// <param name="targets">The names of the columns that are predicted.</param>
    /// <exception cref="RecipeException">The table does not allow it; the message names column and place, and what to do.</exception>
    public static Recipe Fit(ITable training, params IReadOnlyList<string> targets) => Fit(training, new RecipeOptions { Targets = targets });

    /// <summary>Fits a recipe.</summary>
    /// <param name="training">The training table, and nothing else: what is held out must not influence what is learned.</param>
    /// <param name="options">What is known of the columns.</param>
    /// <exception cref="RecipeException">The table does not allow it; the message names column and place, and what to do.</exception>
    /// <exception cref="ArgumentException">The options name a column that the table has not, or no target.</exception>
    public static Recipe Fit(ITable training, RecipeOptions options) => new RecipeFitting(Guard.NotNull(training), Guard.NotNull(options)).Fit();

    /// <summary>Fits a recipe on a table that is read piece by piece, in one reading and in memory that does not grow with the rows.</summary>
    /// <remarks>Means and deviations are found in twice the digits of a double. Categories are counted, 20,000 different ones of a column at most. The
    /// median and
    /// the quartiles of more than 2,047 numbers may be off by some rows: <see cref="ColumnFacts.RankError"/> says by how many at most. What cannot be found in
    /// one reading is refused: the most frequent of more than 4,096 different numbers or dates, and numbers beyond 2.6E+120.</remarks>
    /// <param name="training">The training table, and nothing else.</param>
    /// <param name="options">What is known of the columns.</param>
    /// <exception cref="RecipeException">The table does not allow it; the message names column and place, and what to do.</exception>
    /// <exception cref="ArgumentException">The options name a column that the table has not, or no target.</exception>
    public static Recipe Fit(ITableSource training, RecipeOptions options) => new SourceFitting(Guard.NotNull(training), Guard.NotNull(options)).Fit();

    /// <summary>Inputs and targets of a table that is read piece by piece, as training takes them
    /// (<see cref="Training.Trainer.Train(IExampleSource, IExampleSource?, CancellationToken)"/>).</summary>
    /// <remarks>What the recipe refuses of a row is told when the row is read.</remarks>
    /// <param name="source">A table with the recipe's columns and its targets, in any order.</param>
    /// <param name="weight">The column that says how much each row counts, or null.</param>
    public IExampleSource Examples(ITableSource source, string? weight = null) => new SourceExamples(this, Guard.NotNull(source), weight);

    /// <summary>The network's inputs for the rows of a table.</summary>
    /// <param name="table">A table with the recipe's columns, in any order.</param>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    public Rows Inputs(ITable table)
    {
        int[] places = Bind(table);
        var values = new double[ArraySize.OfTable(table.RowCount, InputCount, nameof(table))];
        for (int row = 0; row < table.RowCount; row++)
            EncodeRow(table, places, row, values.AsSpan(row * InputCount, InputCount));
        return Rows.Own(values, table.RowCount, InputCount);
    }

    /// <summary>Inputs and targets for the rows of a table, as training takes them: targets scaled, classes as 0 and 1.</summary>
    /// <param name="table">A table with the recipe's columns and its targets, in any order.</param>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    public DataSet DataSet(ITable table) => Encode(table).Data;

    /// <summary>Everything that is measured on a table, each cell read once: inputs and targets as training takes them, and the targets in their own
    /// units.</summary>
    internal (DataSet Data, double[] Targets) Encode(ITable table)
    {
        int[] places = Bind(table);
        (int[] targets, int[] rows) = TargetRows.Of(table, [.. Targets.Select(target => target.Name)], DropsMissingTargets);
        var inputs = new double[ArraySize.OfTable(rows.Length, InputCount, nameof(table))];
        var outputs = new double[ArraySize.OfTable(rows.Length, OutputCount, nameof(table))];
        double[] numbers = ClassLabels is null ? new double[outputs.Length] : [];
        for (int i = 0; i < rows.Length; i++)
        {
            EncodeRow(table, places, rows[i], inputs.AsSpan(i * InputCount, InputCount));
            int next = i * OutputCount;
            for (int t = 0; t < targets.Length; t++)
            {
                Cell cell = table[rows[i], targets[t]];
                var place = new CellPlace(table, rows[i], Targets[t].Name);
                Targets[t].Encode(cell, outputs.AsSpan(next, Targets[t].Width), place);
                if (numbers.Length > 0) numbers[next] = NumberEncoding.NumberOf(cell, place);
                next += Targets[t].Width;
            }
        }
        DataSet data = Data.DataSet.From(Rows.Own(inputs, rows.Length, InputCount), Rows.Own(outputs, rows.Length, OutputCount));
        data = data.WithNames(InputNames, ClassLabels);
        return (ClassLabels is null ? data.OfNumbers() : data, numbers);
    }

    /// <summary>How a row becomes numbers: the formulas of each column's inputs, with the row's own numbers.</summary>
    /// <param name="table">A table with the recipe's columns.</param>
    /// <param name="row">The row, from 0.</param>
    /// <returns>For each of <see cref="Columns"/>, a formula for each of its inputs.</returns>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    public IReadOnlyList<IReadOnlyList<Formulas.Expression>> FormulasOf(ITable table, int row)
    {
        int[] places = Bind(table);
        return [.. Columns.Select((column, i) => column.FormulasOf(table[row, places[i]], table, row))];
    }

    /// <summary>The columns in which a row lies outside what the training table had, a sentence each; none if it lies within.</summary>
    /// <param name="table">A table with the recipe's columns.</param>
    /// <param name="row">The row, from 0.</param>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused.</exception>
    public IReadOnlyList<string> Check(ITable table, int row) => Check(table, Bind(table), row) ?? [];

    /// <summary>The rows that lie outside what the training table had, each with a sentence for each column in which it does; as
    /// <see cref="Check(ITable, int)"/>, but quicker for many rows.</summary>
    /// <param name="table">A table with the recipe's columns.</param>
    /// <returns>The numbers of the rows, from 0, in order, and what is beyond.</returns>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused.</exception>
    public IEnumerable<(int Row, IReadOnlyList<string> Notes)> Check(ITable table)
    {
        int[] places = Bind(table);
        return Enumerable.Range(0, table.RowCount)
            .Select(row => (Row: row, Notes: (IReadOnlyList<string>)Check(table, places, row)!)).Where(one => one.Notes is not null);
    }

    /// <summary>The recipe, a line for each column and target, with what was guessed.</summary>
    public string Summary()
    {
        var text = new StringBuilder();
        text.Append("inputs: ").Append(MessageText.Count(Columns.Count, "column")).Append(", ").Append(MessageText.Count(InputCount, "number")).Append('\n');
        foreach (RecipeColumn column in Columns) text.Append("  ").Append(column).Append('\n');
        text.Append(Targets.Count == 1 ? "target\n" : "targets\n");
        foreach (RecipeTarget target in Targets) text.Append("  ").Append(target).Append('\n');
        foreach (string note in Notes) text.Append(MessageText.Line(note)).Append('\n');
        return text.ToString();
    }

    /// <summary>"recipe of island, bill_length_mm → species".</summary>
    public override string ToString() =>
        $"recipe of {MessageText.List(ColumnNames)} → {MessageText.List([.. Targets.Select(target => target.Name)])}";

    /// <summary>Where the recipe's columns stand in a table.</summary>
    internal int[] Bind(ITable table) => new ColumnSearch(table).PlacesOf(ColumnNames);

    /// <summary>The columns of a table that are neither read nor predicted.</summary>
    internal IEnumerable<string> NotRead(ITable table)
    {
        var search = new ColumnSearch(table);
        HashSet<int> known = [.. ColumnNames.Concat(Targets.Select(target => target.Name)).Select(search.Find)];
        return table.ColumnNames.Where((_, i) => !known.Contains(i));
    }

    internal void EncodeRow(ITable table, int[] places, int row, Span<double> inputs)
    {
        int next = 0;
        for (int i = 0; i < places.Length; i++)
        {
            RecipeColumn column = Columns[i];
            column.Encode(table[row, places[i]], inputs.Slice(next, column.Width), table, row);
            next += column.Width;
        }
    }

    /// <summary>A row of numbers, one for each column, NaN where it is missing; of a recipe that is <see cref="IsNumbersOnly"/>.</summary>
    internal void EncodeNumbers(ReadOnlySpan<double> row, Span<double> inputs)
    {
        int next = 0;
        for (int i = 0; i < row.Length; i++)
        {
            RecipeColumn column = Columns[i];
            column.Encode(row[i], inputs.Slice(next, column.Width), null, 0);
            next += column.Width;
        }
    }

    /// <summary>Outputs of the network in the units of the targets, in place.</summary>
    internal void Restore(Span<double> outputs)
    {
        for (int i = 0; i < Targets.Count; i++)
        {
            if (Targets[i] is NumberTarget number) outputs[i] = number.Encoding.Restore(new Formulas.Scalar(outputs[i])).Value;
        }
    }

    /// <summary>What of a row is beyond the training table; null if nothing is.</summary>
    private List<string>? Check(ITable table, int[] places, int row)
    {
        List<string>? notes = null;
        for (int i = 0; i < places.Length; i++)
        {
            RecipeColumn column = Columns[i];
            Cell cell = table[row, places[i]];
            if (cell.IsMissing) continue;
            Cell value = column.Encoding.Read(cell, new CellPlace(table, row, column.Name));
            if (!column.Facts.IsBeyond(value)) continue;
            (notes ??= []).Add($"{column.Name} is {value}; the training table had {column.Facts.Least} to {column.Facts.Most}.");
        }
        return notes;
    }
}
