using NodeNet.Export.Code;
using NodeNet.Export.FixedPoint;
using NodeNet.Export.Plan;
using NodeNet.Export.Proof;

namespace NodeNet.Export.Languages;

/// <content>The header, the row, and the program that proves the file.</content>
internal sealed partial class FixedCWriter
{
    /// <summary>Whether every column is a number that must not be missing: then a loop over tables reads the row.</summary>
    private bool IsLoop { get; } = Array.TrueForAll(model.Plan.Columns, column => column is NumberColumn { RefusesMissing: true, MarksMissing: false });

    /// <summary>Whether the row is the inputs.</summary>
    private bool IsRowTaken => IsLoop && model.InputSteps.All(step => step.IsPlain);

    private string Header()
    {
        HashSet<string> taken = [.. ((string[])["COLUMNS", "OUTPUTS", "CLASSES", "MISSING", "H"])];
        string[] names = [.. model.Columns.Select(column => Texts.Identifier(column.Name.ToUpperInvariant(), taken))];
        _code = new CodeText();
        _code.Line($$"""
            /* {{Texts.Comment(_plan.Title)}}
               Written by NodeNet in {{model.Format}}; C99, whole numbers alone, no library, no allocation. */
            #ifndef {{_large}}_H
            #define {{_large}}_H

            #include <stdint.h>

            #ifdef __cplusplus
            extern "C" {
            #endif

            #define {{_large}}_COLUMNS {{_plan.Columns.Length}}
            #define {{_large}}_OUTPUTS {{_plan.Answer.Count}}

            /* A row is a whole number for each column: of a number x it is x * 2^BITS, rounded; of a word its number below. */
            #define {{_large}}_MISSING INT32_MIN

            enum {
            """);
        for (int i = 0; i < names.Length; i++) _code.Line($"    {_large}_{names[i]} = {i}, /* {Texts.Comment($"{model.Columns[i].Name}: {Described(i)}")} */");
        _code.Line("};\n");
        for (int i = 0; i < names.Length; i++)
        {
            if (_plan.Columns[i] is NumberColumn)
                _code.Line($"#define {_large}_{Texts.Identifier("BITS_" + names[i], taken)} {model.Columns[i].FractionBits}");
            else WriteWords(model.Columns[i].Words!, names[i], taken);
        }
        _code.Line();
        if (_plan.Answer.Classes is { } classes)
        {
            _code.Line($"#define {_large}_CLASSES {classes.Length}");
            WriteWords(classes, "CLASS", taken);
            _code.Line();
        }
        _code.Line("/* Answers a row. 0, or the number of the column (from 1) whose number is refused: then there is no answer. The answers:");
        for (int i = 0; i < _plan.Answer.Count; i++) _code.Line($"   {i}  {Texts.Comment(_plan.Answer.Names[i])} * 2^{model.OutputBits[i]}");
        _code.Line($"*/\nint {name}_predict(const int32_t row[{_large}_COLUMNS], int32_t outputs[{_large}_OUTPUTS]);\n");
        if (_plan.Answer.Classes is not null)
            _code.Line($"/* The class that outputs name, from 0. */\nint {name}_class(const int32_t outputs[{_large}_OUTPUTS]);\n");
        _code.Line("#ifdef __cplusplus\n}\n#endif\n\n#endif");
        return _code.ToString();
    }

    private void WriteWords(IReadOnlyList<string> words, string of, HashSet<string> taken)
    {
        _code.Line("enum {");
        for (int k = 0; k < words.Count; k++)
        {
            string constant = Texts.Identifier($"{of}_{words[k].ToUpperInvariant()}", taken);
            _code.Line($"    {_large}_{constant} = {k}, /* {Texts.Comment(words[k])} */");
        }
        _code.Line("};");
    }

    private string Described(int i)
    {
        FixedColumn column = model.Columns[i];
        string range = column.Plan is NumberColumn
            ? FormattableString.Invariant($" from {Math.ScaleB(column.Least, -column.FractionBits):g6} to {Math.ScaleB(column.Most, -column.FractionBits):g6}")
            : "";
        return $"{column.Plan.Values}{range},{(column.Plan.RefusesMissing ? " must not be missing" : " may be missing")}";
    }

    private void WriteColumnTables()
    {
        for (int i = 0; i < _plan.Columns.Length; i++)
        {
            if (model.InputSteps[i].Ranks.Length > 0) Table("int32_t", $"ranks{i + 1}", model.InputSteps[i].Ranks);
            if (_plan.Columns[i] is WordColumn { IsRank: false } words && !IsOwnPlace(words))
                Table("uint16_t", $"places{i + 1}", [.. words.Places.Select(place => (int)place)]);
        }
        if (!IsLoop) return;
        InLoop("int32_t", "least", [.. model.Columns.Select(column => column.Least)]);
        InLoop("int32_t", "most", [.. model.Columns.Select(column => column.Most)]);
        if (IsRowTaken) return;
        InLoop("int32_t", "offsets", [.. model.InputSteps.Select(step => step.Offset)]);
        InLoop("int32_t", "factors", [.. model.InputSteps.Select(step => step.Factor.Multiplier)]);
        InLoop("uint8_t", "shifts", [.. model.InputSteps.Select(step => step.Factor.Shift)]);
        _code.Line();
    }

    private static bool IsOwnPlace(WordColumn words) => !words.Places.Where((place, i) => place != i).Any();

    private readonly Dictionary<string, string> _loop = new(StringComparer.Ordinal);

    /// <summary>A number of each column, or the one that all have.</summary>
    private void InLoop(string type, string of, int[] numbers)
    {
        bool isOne = Array.TrueForAll(numbers, number => number == numbers[0]);
        _loop[of] = isOne ? Number(numbers[0]) : of + "[i]";
        if (!isOne) Table(type, of, numbers);
    }

    private void WriteInputs()
    {
        if (IsLoop)
        {
            if (!IsRowTaken) _code.Line($"int32_t a0[{_plan.InputCount}];");
            _code.Open($"for (int i = 0; i < {_plan.InputCount}; i++)");
            _code.Line($"if (row[i] < {_loop["least"]} || row[i] > {_loop["most"]}) return i + 1;");
            if (!IsRowTaken) _code.Line($"a0[i] = (int32_t)rounded(((int64_t)row[i] - {_loop["offsets"]}) * {_loop["factors"]}, {_loop["shifts"]});");
            _code.Close();
            return;
        }
        _code.Line($"int32_t a0[{_plan.InputCount}] = {{ 0 }};\nint32_t x;");
        int next = 0;
        for (int i = 0; i < _plan.Columns.Length; i++)
        {
            _code.Line($"/* {Texts.Comment(_plan.Columns[i].Name)} */");
            WriteColumn(i, next);
            next += _plan.Columns[i].Width;
        }
    }

    private void WriteColumn(int i, int next)
    {
        PlanColumn column = _plan.Columns[i];
        InputStep step = model.InputSteps[i];
        int one = 1 << model.Format.FractionBits;
        _code.Line($"x = row[{i}];");
        bool hasRange = model.Columns[i].Least > -int.MaxValue;
        if (!column.RefusesMissing)
        {
            // The mark, and what stands in.
            string mark = column.MarksMissing ? $"a0[{next + column.Width - 1}] = {one};" : "";
            string fill = column is WordColumn { Fill: null } ownCategory ? $"a0[{next + ownCategory.OneHotWidth - 1}] = {one};" : $"x = {step.Fill};";
            _code.Line($"if (x == {_large}_MISSING) {{ {mark}{(mark.Length > 0 ? " " : "")}{fill} }}");
        }
        bool isOwn = !column.RefusesMissing && column is WordColumn { Fill: null };
        if (hasRange)
            _code.Line($"{(isOwn ? "else " : "")}if (x < {model.Columns[i].Least} || x > {model.Columns[i].Most}) return {i + 1};");
        else if (column.RefusesMissing) _code.Line($"if (x == {_large}_MISSING) return {i + 1};");
        switch (column)
        {
            case NumberColumn:
                string scaled = step.IsPlain ? "x" : $"(int32_t)rounded(((int64_t)x - {step.Offset}) * {step.Factor.Multiplier}, {step.Factor.Shift})";
                _code.Line($"a0[{next}] = {scaled};");
                break;
            case TruthColumn: _code.Line($"if (x) a0[{next}] = {one};"); break;
            case WordColumn { IsRank: true }: _code.Line($"a0[{next}] = ranks{i + 1}[x];"); break;
            case WordColumn words:
                string place = IsOwnPlace(words) ? "x" : $"places{i + 1}[x]";
                _code.Line($"if (x >= 0 && x < {words.Words.Length}) a0[{(next == 0 ? "" : $"{next} + ")}{place}] = {one};");
                if (words.UnknownPlace is >= 0) _code.Line($"else {(isOwn ? $"if (x != {_large}_MISSING) " : "")}a0[{next + words.UnknownPlace}] = {one};");
                break;
        }
    }

    private string Proof(IReadOnlyList<FixedProofRow> rows)
    {
        bool hasClasses = _plan.Answer.Classes is not null;
        double error = rows.Select(row => row.ErrorOf(model)).DefaultIfEmpty(0.0).Max();
        _code = new CodeText();
        _code.Line(FormattableString.Invariant($$"""
            /* Proves {{name}}.c: rows in whole numbers with the answers of NodeNet's own simulation (FixedModel), which are these to the bit, and what the
               model answers in double precision: up to {{error:g3}} apart. */
            #include "{{name}}.h"

            #include <stdio.h>

            """));
        Rows("int32_t", "rows", $"{_large}_COLUMNS", rows.Select(row => row.Row.Select(Literal)));
        _code.Line($"static const int refused[] = {{ {Texts.Wrapped(rows.Select(row => Number(row.Refused)), "    ")} }};");
        if (hasClasses) _code.Line($"static const int classes[] = {{ {Texts.Wrapped(rows.Select(row => Number(row.Class)), "    ")} }};");
        Rows("int32_t", "expected", $"{_large}_OUTPUTS", rows.Select(row => row.Refused > 0 ? ["0"] : row.Outputs.Select(Literal)));
        Rows("double", "model", $"{_large}_OUTPUTS", rows.Select(row => row.Refused > 0 ? ["0"] : row.Model.Select(Texts.Hexadecimal)));
        _code.Line($$"""
            static const double steps[] = { {{Texts.Wrapped(model.OutputBits.Select(bits => Texts.Number(Math.ScaleB(1.0, -bits))), "    ")}} };

            int main(void)
            {
                int failures = 0, answered = 0;
                double worst = 0.0;
                for (int r = 0; r < {{rows.Count}}; r++) {
                    int32_t outputs[{{_large}}_OUTPUTS];
                    const int found = {{name}}_predict(rows[r], outputs);
                    if (found != refused[r]) {
                        printf("row %d: column %d is refused, expected %d\n", r + 1, found, refused[r]);
                        failures++;
                    }
                    if (found != 0 || refused[r] != 0) continue;
                    answered++;
                    for (int i = 0; i < {{_large}}_OUTPUTS; i++) {
                        const double apart = outputs[i] * steps[i] - model[r][i];
                        if (apart > worst || -apart > worst) worst = apart < 0.0 ? -apart : apart;
                        if (outputs[i] != expected[r][i]) {
                            printf("row %d, output %d: %ld, expected %ld\n", r + 1, i, (long)outputs[i], (long)expected[r][i]);
                            failures++;
                        }
                    }
            """);
        if (hasClasses)
        {
            _code.Line($$"""
                        if ({{name}}_class(outputs) != classes[r]) {
                            printf("row %d: class %d, expected %d\n", r + 1, {{name}}_class(outputs), classes[r]);
                            failures++;
                        }
                """);
        }
        _code.Line($$"""
                }
                printf("{{name}}: {{rows.Count}} rows, %d answered, up to %g from the model in double precision, %d wrong\n", answered, worst, failures);
                return failures > 0;
            }
            """);
        return _code.ToString();
    }

    private static string Literal(int number) => number == int.MinValue ? "INT32_MIN" : Number(number);

    private void Rows(string type, string of, string width, IEnumerable<IEnumerable<string>> rows) =>
        _code.Line($"static const {type} {of}[][{width}] = {{\n    {string.Join(",\n    ", rows.Select(row => $"{{ {Texts.Wrapped(row, "      ")} }}"))}\n}};");
}
