using NodeNet.Activations;
using NodeNet.Export.Code;
using NodeNet.Export.FixedPoint;
using NodeNet.Export.Plan;
using NodeNet.Export.Proof;

namespace NodeNet.Export.Languages;

/// <summary>C99 in whole numbers alone, as <see cref="FixedModel"/> computes.</summary>
internal sealed partial class FixedCWriter(FixedModel model, string name)
{
    private readonly ModelPlan _plan = model.Plan;
    private readonly string _large = name.ToUpperInvariant();
    private readonly List<(ActivationTable Table, string Name)> _tables = [];
    private CodeText _code = new();

    public IEnumerable<ExportedFile> Write(IReadOnlyList<FixedProofRow> rows)
    {
        yield return new ExportedFile(name + ".h", Header(), IsProof: false);
        yield return new ExportedFile(name + ".c", Source(), IsProof: false);
        yield return new ExportedFile(name + "_test.c", Proof(rows), IsProof: true);
    }

    private string Source()
    {
        _code = new CodeText();
        _code.Line($$"""
            /* {{Texts.Comment(_plan.Title)}}
               Written by NodeNet in {{model.Format}}: x is kept as x * 2^{{model.Format.FractionBits}}. {{name}}_test.c proves it.
               For every row that is accepted no sum, product or answer overflows: interval arithmetic has shown it. */
            #include "{{name}}.h"

            typedef char shifting_right_keeps_the_sign[(-1 >> 1) == -1 ? 1 : -1];

            """);
        NameTables();
        WriteColumnTables();
        foreach (FixedLayer layer in model.Layers) WriteLayerTables(layer);
        WriteTables();
        WriteHelpers();
        _code.Open($"int {name}_predict(const int32_t row[{_large}_COLUMNS], int32_t outputs[{_large}_OUTPUTS])");
        WriteInputs();
        foreach (FixedLayer layer in model.Layers) WriteLayer(layer);
        WriteAnswers();
        _code.Line("return 0;");
        _code.Close();
        if (_plan.Answer.Classes is not null) WriteClass();
        return _code.ToString();
    }

    private void NameTables()
    {
        HashSet<string> taken = Keywords.Taken();
        foreach (FixedLayer layer in model.Layers)
        {
            for (int j = 0; j < layer.Tables.Length; j++)
            {
                if (layer.Tables[j] is { } table && NameOf(table) is null)
                    _tables.Add((table, Texts.Identifier($"{layer.Plan.Nodes[j].Name}_{layer.Plan.Index}", taken)));
            }
            if (layer.Exponential is { } exponential) _tables.Add((exponential, Texts.Identifier($"exponential_{layer.Plan.Index}", taken)));
        }
    }

    private string? NameOf(ActivationTable table) => _tables.Find(named => ReferenceEquals(named.Table, table)).Name;

    private void WriteLayerTables(FixedLayer layer)
    {
        PlanLayer plan = layer.Plan;
        _code.Line($"/* {Texts.Comment($"{plan.Title}; nodes {string.Join(", ", plan.NodeNames)}")} */");
        Table("int32_t", $"b{plan.Index}", layer.Biases);
        if (layer.Shifts.Distinct().Count() > 1) Table("uint8_t", $"s{plan.Index}", layer.Shifts);
        foreach ((int source, int[][] weights) in layer.Blocks)
        {
            _code.Line($"/* weights into it from {(source == 0 ? "the inputs" : $"layer {source}")}: a row for each node here */");
            _code.Line($"static const int{model.Format.WeightBits}_t w{plan.Index}_{source}[{plan.Count}][{weights[0].Length}] = {{");
            _code.Line(string.Join(",\n", weights.Select(row => $"    {{ {Texts.Wrapped(row.Select(Number), "      ")} }}")) + "\n};");
        }
        _code.Line();
    }

    private void WriteTables()
    {
        if (_tables.Count == 0) return;
        _code.Line($$"""
            /* activation functions: entries 2^step apart from low - 2^step on, straight lines before low and after high */
            typedef struct {
                const {{EntryType}} *y;
                int32_t low, high{{(HasSlopes ? ", left, right" : "")}};
                uint8_t step{{(IsMixed ? ", cubic" : "")}};
            } table;

            """);
        foreach ((ActivationTable table, string of) in _tables)
        {
            _code.Line($"static const {EntryType} {of}_entries[{table.Entries.Length}] = {{\n    {Texts.Wrapped(table.Entries.Select(Number), "    ")}\n}};");
            string slopes = HasSlopes ? $", {Number(table.Left)}, {Number(table.Right)}" : "";
            string cubic = IsMixed ? table.IsCubic ? ", 1" : ", 0" : "";
            _code.Line($"static const table {of} = {{ {of}_entries, {Number(table.Low)}, {Number(table.High)}{slopes}, {table.Step}{cubic} }};\n");
        }
    }

    private string EntryType => _tables.All(named => named.Table.Entries.All(y => y is >= short.MinValue and <= short.MaxValue)) ? "int16_t" : "int32_t";

    private bool HasSlopes => _tables.Exists(named => named.Table.Left != 0 || named.Table.Right != 0);

    private bool IsMixed => _tables.Exists(named => named.Table.IsCubic) && _tables.Exists(named => !named.Table.IsCubic);

    private void WriteHelpers()
    {
        bool scales = model.InputSteps.Where((step, i) => _plan.Columns[i] is NumberColumn && !step.IsPlain).Any()
            || model.OutputSteps.Any(step => step.Factor is not null);
        if (_tables.Count > 0 || scales)
        {
            _code.Line("""
                /* x / 2^shift, to the nearest */
                static int64_t rounded(int64_t x, int shift)
                {
                    return (x + ((int64_t)1 << (shift - 1))) >> shift;
                }

                """);
        }
        if (_tables.Count > 0) WriteReader();
        if (!model.Layers.Any(layer => layer.Exponential is not null)) return;
        _code.Line($$"""
            static void softmax(int32_t *z, int count, const table *exponential)
            {
                int32_t top = z[0];
                for (int i = 1; i < count; i++) {
                    if (z[i] > top) top = z[i];
                }
                int64_t sum = 0;
                for (int i = 0; i < count; i++) sum += z[i] = read_table(exponential, z[i] - top);
                for (int i = 0; i < count; i++) z[i] = (int32_t)(((int64_t)z[i] * {{1 << model.Format.FractionBits}} + sum / 2) / sum);
            }

            """);
    }

    private void WriteReader()
    {
        string before = HasSlopes ? " + (int32_t)rounded(((int64_t)z - t->low) * t->left, 24)" : "";
        string after = HasSlopes ? " + (int32_t)rounded(((int64_t)z - t->high) * t->right, 24)" : "";
        _code.Line($$"""
            static int32_t read_table(const table *t, int32_t z)
            {
                const int n = (int)((t->high - t->low) >> t->step);
                if (z <= t->low) return t->y[1]{{before}};
                if (z >= t->high) return t->y[n + 1]{{after}};
                const int64_t u = (z - t->low) & (((int32_t)1 << t->step) - 1);
                const {{EntryType}} *y = t->y + ((z - t->low) >> t->step);
            """);
        bool isCubic = _tables.Exists(named => named.Table.IsCubic);
        if (IsMixed) _code.Line("    if (!t->cubic) return y[1] + (int32_t)rounded(((int64_t)y[2] - y[1]) * u, t->step);");
        else if (!isCubic) _code.Line("    return y[1] + (int32_t)rounded(((int64_t)y[2] - y[1]) * u, t->step);");
        if (isCubic)
        {
            _code.Line("""
                    /* six times Lagrange's polynomial through y[0] to y[3]; 43691 / 2^18 is 1/6 */
                    const int64_t third = (int64_t)y[3] - y[0] + 3 * ((int64_t)y[1] - y[2]);
                    const int64_t second = 3 * ((int64_t)y[0] + y[2]) - 6 * (int64_t)y[1];
                    const int64_t first = 6 * (int64_t)y[2] - 2 * (int64_t)y[0] - 3 * (int64_t)y[1] - y[3];
                    const int64_t sixfold = ((((third * u) >> t->step) + second) * u >> t->step) + first;
                    return y[1] + (int32_t)rounded(rounded(sixfold * u, t->step) * 43691, 18);
                """);
        }
        _code.Line("}\n");
    }

    private void WriteLayer(FixedLayer layer)
    {
        PlanLayer plan = layer.Plan;
        string a = $"a{plan.Index}";
        string type = layer.SumBits == 32 ? "int32_t" : "int64_t";
        _code.Line();
        _code.Line($"/* {Texts.Comment(plan.Title)} */");
        _code.Line($"int32_t {a}[{plan.Count}];");
        _code.Open($"for (int j = 0; j < {plan.Count}; j++)");
        string shift = layer.Shifts.Distinct().Count() > 1 ? $"s{plan.Index}[j]" : Number(layer.Shifts[0]);
        string half = layer.Shifts.Distinct().Count() > 1 ? $"(({type})1 << ({shift} - 1))" : Number(1 << (layer.Shifts[0] - 1));
        _code.Line($"{type} sum = {half};");
        foreach ((int source, int[][] weights) in layer.Blocks)
            _code.Line($"for (int i = 0; i < {weights[0].Length}; i++) sum += ({type})w{plan.Index}_{source}[j][i] * {Activations(source)}[i];");
        _code.Line($"{a}[j] = b{plan.Index}[j] + (int32_t)(sum >> {shift});");
        if (plan.IsUniform && Activated(layer, 0, $"{a}[j]") is { } all) _code.Line(all);
        _code.Close();
        if (layer.Exponential is { } exponential) _code.Line($"softmax({a}, {plan.Count}, &{NameOf(exponential)});");
        for (int j = 0; j < plan.Nodes.Length && !plan.IsUniform; j++)
        {
            if (Activated(layer, j, $"{a}[{j}]") is { } one) _code.Line(one);
        }
    }

    private string? Activated(FixedLayer layer, int node, string place) => layer.Tables[node] is { } table
        ? table.Mirror is { } mirror
            ? $"{place} = {place} < 0 ? {mirror} - read_table(&{NameOf(table)}, -{place}) : read_table(&{NameOf(table)}, {place});"
            : $"{place} = read_table(&{NameOf(table)}, {place});"
        : layer.Plan.Nodes[node] is ReLU ? $"if ({place} < 0) {place} = 0;" : null;

    private void WriteAnswers()
    {
        _code.Line();
        string last = $"a{_plan.Layers.Length}";
        if (model.OutputSteps.All(step => step.Factor is null))
        {
            _code.Line($"for (int i = 0; i < {_plan.Answer.Count}; i++) outputs[i] = {last}[i];");
            return;
        }
        for (int i = 0; i < model.OutputSteps.Count; i++)
        {
            OutputStep step = model.OutputSteps[i];
            string answer = step.Factor is { } factor
                ? $"(int32_t)({step.Start} + rounded((int64_t){last}[{i}] * {factor.Multiplier}, {factor.Shift}))"
                : $"{last}[{i}]";
            _code.Line($"outputs[{i}] = {answer};");
        }
    }

    private void WriteClass()
    {
        _code.Line();
        _code.Open($"int {name}_class(const int32_t outputs[{_large}_OUTPUTS])");
        if (_plan.Answer.Count == 1)
        {
            _code.Line($"return outputs[0] >= {Number(model.Threshold)};");
        }
        else
        {
            _code.Line($"int top = 0;\nfor (int i = 1; i < {_large}_OUTPUTS; i++) {{\n    if (outputs[i] > outputs[top]) top = i;\n}}\nreturn top;");
        }
        _code.Close();
    }

    private string Activations(int layer) => layer == 0 && IsRowTaken ? "row" : $"a{layer}";

    private void Table(string type, string of, IReadOnlyList<int> numbers) =>
        _code.Line($"static const {type} {of}[{numbers.Count}] = {{ {Texts.Wrapped(numbers.Select(Number), "    ")} }};");

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
