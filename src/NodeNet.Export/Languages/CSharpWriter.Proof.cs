using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Export.Proof;

namespace NodeNet.Export.Languages;

/// <content>The program that proves the file.</content>
internal sealed partial class CSharpWriter
{
    private string Proof(ModelPlan plan, IReadOnlyList<ProofRow> rows)
    {
        Code = new CodeText("\n{");
        string compared = plan.Answer.Classes is null
            ? ""
            : $"        if (!refused && named >= 0 && {_class}.ClassOf(outputs) != named) "
                + $"Fail(number, $\"class {{{_class}.ClassOf(outputs)}}, expected {{named}}\");";
        Code.Line($$"""
            // Proves {{_class}}.cs: {{ProofTitle(rows)}}
            // It is a program with a Main: compile it with {{_class}}.cs in a project of its own.
            using System;

            internal static class {{_class}}Test
            {
                private static int _failures;
                private static double _worst;
                private static double _share;

                public static int Main()
                {
            """);
        for (int i = 0; i < rows.Count; i++) Code.Line($"        Row{i + 1}();");
        Code.Line($$"""
                    string worst = FormattableString.Invariant($"{_worst:g6} ({_share:g2} of its bound)");
                    Console.WriteLine($"{{plan.Name}}: {{rows.Count}} rows, largest difference {worst}, {_failures} wrong");
                    return _failures > 0 ? 1 : 0;
                }

                private static void Check(
                    int number, {{(plan.IsNumbersOnly ? Type + "[]" : _class + ".Row")}} row, bool refused, double[] expected, double[] bounds, int named)
                {
                    {{Type}}[] outputs;
                    try
                    {
                        outputs = {{_class}}.Predict(row);
                    }
                    catch (ArgumentException wrong)
                    {
                        if (!refused) Fail(number, wrong.Message);
                        return;
                    }
                    if (refused) Fail(number, "is answered and should be refused");
                    for (int i = 0; i < expected.Length; i++)
                    {
                        double difference = Math.Abs(outputs[i] - expected[i]);
                        _worst = Math.Max(_worst, difference);
                        if (difference > 0.0) _share = Math.Max(_share, difference / bounds[i]);
                        if (difference <= bounds[i]) continue;
                        Fail(number, FormattableString.Invariant($"{outputs[i]:r}, expected {expected[i]:r}; the bound is {bounds[i]:r}"));
                    }
            {{compared}}
                }

                private static void Fail(int number, string what)
                {
                    Console.WriteLine($"row {number}: {what}");
                    _failures++;
                }
            """);
        for (int i = 0; i < rows.Count; i++)
        {
            ProofRow row = rows[i];
            IEnumerable<string> cells = row.Cells.Select((cell, c) => Literal(cell, plan.Columns[c]));
            string written = plan.IsNumbersOnly
                ? $"[{Texts.Wrapped(cells, "        ")}]"
                : $"new {_class}.Row {{ {Texts.Wrapped(cells.Select((cell, c) => $"{_properties[c]} = {cell}"), "        ")} }}";
            Code.Line(FormattableString.Invariant($$"""

                    private static void Row{{i + 1}}() => Check(
                        {{i + 1}}, {{written}}, {{(row.Refused > 0 ? "true" : "false")}},
                        [{{Texts.Wrapped(row.Outputs.Select(Texts.Number), "        ")}}],
                        [{{Texts.Wrapped(row.Bounds.Select(Texts.Number), "        ")}}], {{row.Class}});
                """));
        }
        Code.Line("}");
        return Code.ToString();
    }
}
