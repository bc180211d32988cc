using NodeNet.Activations;
using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Export.Proof;
using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Export.Languages;

/// <summary>SQL: a view that answers the rows of a table, and a query that returns the rows in which it differs.</summary>
/// <remarks>Each layer is a step of a WITH that is computed once (MATERIALIZED): otherwise databases put a layer's formulas into each place where the next one
/// uses them.</remarks>
internal sealed class SqlWriter(CodeOptions options) : LanguageWriter
{
    private const int MostTerms = 900; // SQLite and DuckDB take expressions of up to 1000 levels
    private const int MostColumns = 1500;

    private readonly SqlCells _cells = new(options.Dialect);
    private readonly List<(string Name, string Text)> _stages = [];

    public static SqlWriter Of(CodeOptions options) => Enum.IsDefined(options.Dialect)
        ? new SqlWriter(options)
        : throw new ArgumentOutOfRangeException(nameof(options), options.Dialect, "The dialect is none of " + string.Join(", ", Enum.GetNames<SqlDialect>())
            + ".");

    public override void Check(ModelPlan plan)
    {
        CheckTexts(plan, "SQL");
        int terms = plan.Layers.Max(layer => layer.Blocks.Sum(block => block.Weights.Length));
        int columns = 2 * plan.Columns.Length + plan.InputCount + plan.Layers.Sum(layer => 3 * layer.Count);
        if (terms > MostTerms || columns > MostColumns)
        {
            throw new NotSupportedException(
                $"The model is too wide for SQL: a node has up to {terms} connections and the query {columns} columns; databases take {MostTerms} and "
                    + $"{MostColumns}.");
        }
        IEnumerable<string> names = plan.Columns.Select(column => column.Name).Concat(options.Keep);
        if (names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is not { } twice) return;
        throw new NotSupportedException(
            $"The columns {string.Join(" and ", twice)} would be one column in SQL, which does not tell upper from lower case.");
    }

    protected override bool Takes(PlanColumn column, Cell cell) => _cells.Takes(column, cell);

    public override IEnumerable<ExportedFile> Write(ModelPlan plan, IReadOnlyList<ProofRow> rows)
    {
        string title = $"-- {Texts.Comment(plan.Title)}\n-- Written by NodeNet for {options.Dialect}.";
        string table = options.Table ?? plan.Name + "_rows";
        WriteStages(plan, SqlCells.Name(table), options.Keep, column => plan.Columns[column].Name);
        string view = $"""
            {title} {plan.Name}_test.sql proves it.
            -- Rows that NodeNet would refuse (a missing or unknown value that has no stand-in) have NULL for an answer.
            {Table(plan, table)}
            CREATE VIEW {SqlCells.Name(plan.Name)} AS
            WITH {Stages()}
            SELECT {string.Join(",\n    ", AnswerColumns(plan))}
            FROM answer;

            """;
        yield return new ExportedFile(plan.Name + ".sql", view, IsProof: false);
        WriteStages(plan, "given", [SqlProof.Number], SqlProof.Column);
        yield return new ExportedFile(plan.Name + "_test.sql", new SqlProof(plan, _cells, Number).Write(title, Stages(), rows), IsProof: true);
    }

    /// <summary>The table that the view reads, as a comment.</summary>
    private string Table(ModelPlan plan, string table)
    {
        IEnumerable<string> lines = plan.Columns.Select((column, i) => $"--   \"{Texts.Comment(column.Name)}\" {_cells.TypeOf(column)}"
            + $"{(i < plan.Columns.Length - 1 ? "," : "")}  -- {Texts.Comment(column.Description)}");
        return $"-- The view reads the table \"{Texts.Comment(table)}\". Columns of numbers may be TEXT, too, as after an import of CSV: \"\" is missing,\n"
            + $"-- 45.1 or -2e-3 a number, any other text is refused.\n-- CREATE TABLE \"{Texts.Comment(table)}\" (\n{string.Join('\n', lines)}\n-- );";
    }

    internal string RealType => _cells.Real;

    private string Stages() => string.Join(",\n", _stages.Select(stage => $"{stage.Name} AS MATERIALIZED (\n    {stage.Text}\n)"));

    internal string Number(double value) => Syntax(variable => variable.Name).Number(value);

    private SqlSyntax Syntax(Func<Variable, string> nameOf) => new(nameOf, options.Dialect);

    private void WriteStages(ModelPlan plan, string table, IReadOnlyList<string> keep, Func<int, string> columnName)
    {
        _stages.Clear();
        IEnumerable<string> kept = keep.Select((name, i) => $"r.{SqlCells.Name(name)} AS k{i + 1}");
        IEnumerable<string> cells = plan.Columns.SelectMany((column, i) => new[]
        {
            $"r.{SqlCells.Name(columnName(i))} AS o{i + 1}", $"{_cells.Read(column, "r." + SqlCells.Name(columnName(i)))} AS c{i + 1}",
        });
        _stages.Add(("cells", $"SELECT {Lines(kept.Concat(cells))}\n    FROM {table} AS r"));
        Stage("filled", "cells", plan.Columns.Select((column, i) => ($"v{i + 1}", Filled(column, $"c{i + 1}"))));
        Stage("dates", "filled", plan.Columns.SelectMany((column, i) => column is DateColumn date ? _cells.DateParts(date, $"v{i + 1}", $"d{i + 1}_") : []));
        new SqlInputs(this, plan).Write();
        string before = _stages[^1].Name;
        for (int l = 0; l < plan.Layers.Length; l++) before = Layer(plan, plan.Layers[l], before);
        string last = $"a{plan.Layers.Length}_";
        before = Formulas(
            "restored", before, [.. plan.Answer.Restored.Select((formula, i) => formula ?? PlanColumn.X)], [.. plan.Answer.Names.Select((_, i) =>
                $"q{i + 1}")], "q",
            (output, _) => $"{last}{output + 1}");
        Stage("checked", before, plan.Answer.Names.Select((_, i) => ($"y{i + 1}", $"CASE WHEN ok = 1 THEN q{i + 1} END")));
        string named = plan.Answer.Classes is null ? "NULL" : ClassOf(plan.Answer);
        _stages.Add(("answer", $"SELECT *, {named} AS class_number\n    FROM checked"));
    }

    private string Filled(PlanColumn column, string cell) => column switch
    {
        NumberColumn number => $"CASE {(number.RefusesMissing ? "" : $"WHEN {cell} IS NULL THEN {Number(number.Fill)} ")}WHEN abs({cell}) <= "
            + $"1.7976931348623157e308 THEN {cell} END",
        WordColumn { Fill: { Length: > 0 } fill } => $"COALESCE({cell}, {SqlCells.Text(fill)})",
        TruthColumn { RefusesMissing: false } truth => $"COALESCE({cell}, {SqlCells.Text(truth.Fill)})",
        DateColumn { RefusesMissing: false } date => $"COALESCE({cell}, CAST({SqlCells.Text(((Cell)date.Fill).ToString())} AS {_cells.TypeOf(date)}))",
        _ => cell,
    };

    /// <summary>Adds columns to those of an earlier stage.</summary>
    internal void Stage(string name, string from, IEnumerable<(string Name, string Formula)> columns)
    {
        string[] written = [.. columns.Select(column => $"{column.Formula} AS {column.Name}")];
        _stages.Add((name, $"SELECT {Lines(["*", .. written])}\n    FROM {from}"));
    }

    /// <summary>Adds formulas: their named parts first, stage by stage, as they depend on each other.</summary>
    internal string Formulas(
        string stage, string from, IReadOnlyList<Expression> formulas, IReadOnlyList<string> names, string prefix, Func<int, Variable, string> nameOf)
    {
        var levels = new SortedDictionary<int, List<(string, string)>>();
        var results = new List<(string, string)>();
        for (int i = 0; i < formulas.Count; i++) Write([formulas[i]], [names[i]], $"{prefix}{i + 1}_", variable => nameOf(i, variable), levels, results);
        return AddLevels(stage, from, levels, results);
    }

    private string AddLevels(string stage, string from, SortedDictionary<int, List<(string, string)>> levels, List<(string, string)> results)
    {
        foreach ((int level, List<(string, string)> columns) in levels)
        {
            Stage($"{stage}_{level}", from, columns);
            from = $"{stage}_{level}";
        }
        Stage(stage, from, results);
        return stage;
    }

    private void Write(
        IReadOnlyList<Expression> formulas, string[] names, string prefix, Func<Variable, string> nameOf,
        SortedDictionary<int, List<(string, string)>> levels, List<(string, string)> results)
    {
        SqlSyntax syntax = Syntax(_ => "");
        LetForm form = LetForm.Of(formulas, syntax.RepeatsArgument, CodeFormula.WithoutErrorFunction);
        var levelOf = new Dictionary<string, int>(StringComparer.Ordinal);
        syntax = Syntax(variable => levelOf.ContainsKey(variable.Name) ? prefix + variable.Name : nameOf(variable));
        foreach (LetStep step in form.Steps)
        {
            int level = 1 + step.Formula.Variables.Select(variable => levelOf.GetValueOrDefault(variable.Name)).DefaultIfEmpty(0).Max();
            if (!levels.TryGetValue(level, out List<(string, string)>? columns)) levels[level] = columns = [];
            columns.Add((prefix + step.Name.Name, syntax.Write(step.Formula)));
            levelOf[step.Name.Name] = level;
        }
        results.AddRange(form.Results.Select((formula, i) => (names[i], syntax.Write(formula))));
    }

    private string Layer(ModelPlan plan, PlanLayer layer, string before)
    {
        int l = layer.Index;
        Stage($"sums_{l}", before, Enumerable.Range(0, layer.Count).Select(j => ($"z{l}_{j + 1}", SumOf(layer, j))));
        if (layer.Whole is { } whole)
        {
            var levels = new SortedDictionary<int, List<(string, string)>>();
            var results = new List<(string, string)>();
            string[] names = [.. Enumerable.Range(1, layer.Count).Select(j => $"a{l}_{j}")];
            Write(CodeFormula.Of(whole, layer.Count), names, $"s{l}_", variable => $"z{l}_{int.Parse(variable.Name[1..], null) + 1}", levels, results);
            return AddLevels($"layer_{l}", $"sums_{l}", levels, results);
        }
        return Formulas(
            $"layer_{l}", $"sums_{l}", [.. layer.Nodes.Select(node => node is Identity ? PlanColumn.X : CodeFormula.Of(node))],
            [.. Enumerable.Range(1, layer.Count).Select(j => $"a{l}_{j}")], $"s{l}_", (node, _) => $"z{l}_{node + 1}");
    }

    private string SumOf(PlanLayer layer, int node)
    {
        var terms = new List<string> { Number(layer.Biases[node]) };
        foreach (PlanBlock block in layer.Blocks)
        {
            for (int i = 0; i < block.Weights.Length; i++)
            {
                double weight = block.Weights[i][node];
                if (weight != 0.0) terms.Add($"{Number(weight)} * a{block.Source}_{i + 1}");
            }
        }
        return string.Join("", terms.Select((term, i) => i == 0 ? term : (i % 5 == 0 ? "\n        + " : " + ") + term));
    }

    private string ClassOf(PlanAnswer answer)
    {
        if (answer.Count == 1) return $"CASE WHEN y1 >= {Number(answer.Threshold)} THEN 1 WHEN y1 IS NOT NULL THEN 0 END";
        IEnumerable<string> cases = Enumerable.Range(0, answer.Count).Select(i => "WHEN "
            + string.Join(" AND ", Enumerable.Range(0, answer.Count).Where(j => j != i).Select(j => $"y{i + 1} {(j < i ? ">" : ">=")} y{j + 1}"))
                + $" THEN {i}");
        return $"CASE {string.Join("\n        ", cases)} END";
    }

    private IEnumerable<string> AnswerColumns(ModelPlan plan)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        string Free(string name)
        {
            string found = name;
            for (int i = 2; !taken.Add(found); i++) found = $"{name} {i}";
            return SqlCells.Name(found);
        }
        for (int i = 0; i < options.Keep.Count; i++) yield return $"k{i + 1} AS {Free(options.Keep[i])}";
        for (int i = 0; i < plan.Columns.Length; i++) yield return $"o{i + 1} AS {Free(plan.Columns[i].Name)}";
        if (plan.Answer.Classes is { } classes)
        {
            string labels = string.Join(" ", classes.Select((label, i) => $"WHEN {i} THEN {SqlCells.Text(label)}"));
            yield return $"CASE class_number {labels} END AS {Free("predicted " + plan.Answer.Target)}";
            for (int i = 0; i < classes.Length; i++)
            {
                string score = plan.Answer.Count > 1 ? $"y{i + 1}" : i == 1 ? "y1" : $"{Number(1.0)} - y1";
                yield return $"{score} AS {Free("score of " + classes[i])}";
            }
            yield break;
        }
        for (int i = 0; i < plan.Answer.Count; i++) yield return $"y{i + 1} AS {Free("predicted " + plan.Answer.Names[i])}";
    }

    private static string Lines(IEnumerable<string> columns) => string.Join(",\n        ", columns);
}
