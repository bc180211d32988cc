using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Export.Proof;

namespace NodeNet.Export.Languages;

/// <content>The program that proves the file.</content>
internal sealed partial class JavaWriter
{
    private string Proof(ModelPlan plan, IReadOnlyList<ProofRow> rows)
    {
        const int Many = 5000;
        bool isLarge = (long)rows.Count * (plan.Columns.Length + 2 * plan.Answer.Count) > Many;
        Code = new CodeText();
        string compared = plan.Answer.Classes is null
            ? ""
            : $"        if (named >= 0 && {_class}.classOf(outputs) != named) "
                + $"fail(number, \"class \" + {_class}.classOf(outputs) + \", expected \" + named);";
        Code.Line($$"""
            // Proves {{_class}}.java: {{ProofTitle(rows)}}
            final class {{_class}}Test {
                private static int failures;
                private static double worst, share;

                public static void main(String[] arguments) {
            """);
        for (int i = 0; i < rows.Count; i++) Code.Line($"        {(isLarge ? $"Row{i + 1}.run" : $"row{i + 1}")}();");
        Code.Line($$"""
                    System.out.printf(
                        java.util.Locale.ROOT, "{{plan.Name}}: {{rows.Count}} rows, largest difference %g (%.2g of its bound), %d wrong%n",
                        worst, share, failures);
                    System.exit(failures > 0 ? 1 : 0);
                }

                private static void check(
                    int number, {{(plan.IsNumbersOnly ? Type + "[]" : _class + ".Row")}} row, boolean refused, double[] expected, double[] bounds, int named) {
                    {{Type}}[] outputs;
                    try {
                        outputs = {{_class}}.predict(row);
                    } catch (IllegalArgumentException wrong) {
                        if (!refused) fail(number, wrong.getMessage());
                        return;
                    }
                    if (refused) fail(number, "is answered and should be refused");
                    for (int i = 0; i < expected.length; i++) {
                        double difference = Math.abs(outputs[i] - expected[i]);
                        worst = Math.max(worst, difference);
                        if (difference > 0.0) share = Math.max(share, difference / bounds[i]);
                        if (!(difference <= bounds[i])) fail(number, outputs[i] + ", expected " + expected[i] + "; the bound is " + bounds[i]);
                    }
            {{compared}}
                }

                private static void fail(int number, String what) {
                    System.out.println("row " + number + ": " + what);
                    failures++;
                }
            """);
        if (isLarge) Code.Line("\n" + Indented(NumberReader));
        if (isLarge && IsSingle) Code.Line("\n" + Indented(OfType(NumberReader).Replace("] numbers(", "] floats(", StringComparison.Ordinal)));
        for (int i = 0; i < rows.Count; i++) WriteRow(plan, rows[i], i + 1, isLarge);
        Code.Line("}");
        return Code.ToString();
    }

    private static string Indented(string text) => "    " + text.TrimEnd('\n').Replace("\n", "\n    ", StringComparison.Ordinal);

    /// <summary>A row in a method; where the model is large, in a class of its own, which has its own constants.</summary>
    private void WriteRow(ModelPlan plan, ProofRow row, int number, bool isLarge)
    {
        Code.Line(isLarge ? $"\n    private static final class Row{number} {{\n        static void run() {{" : $"\n    private static void row{number}() {{");
        if (!plan.IsNumbersOnly)
        {
            Code.Line($"        {_class}.Row row = new {_class}.Row();");
            for (int c = 0; c < _fields.Length; c++) Code.Line($"        row.{_fields[c]} = {Literal(row.Cells[c], plan.Columns[c])};");
        }
        else if (isLarge)
        {
            string texts = Numbers(row.Cells.Select(cell => cell.IsMissing ? double.NaN : cell.Number));
            Code.Line($"        {Type}[] row = {(IsSingle ? "floats" : "numbers")}({texts});");
        }
        else
        {
            Code.Line($"        {Type}[] row = {{ {Texts.Wrapped(row.Cells.Select((cell, c) => Literal(cell, plan.Columns[c])), "            ")} }};");
        }
        string outputs = isLarge ? $"numbers({Numbers(row.Outputs)})"
            : $"new double[] {{ {Texts.Wrapped(row.Outputs.Select(Texts.Hexadecimal), "                ")} }}";
        string bounds = isLarge ? $"numbers({Numbers(row.Bounds)})"
            : $"new double[] {{ {Texts.Wrapped(row.Bounds.Select(Texts.Number), "                ")} }}";
        Code.Line(FormattableString.Invariant($$"""
                    check({{number}}, row, {{(row.Refused > 0 ? "true" : "false")}},
                        {{outputs}},
                        {{bounds}}, {{row.Class}});
                }
            """));
        if (isLarge) Code.Line("    }");
    }

    private string Numbers(IEnumerable<double> numbers) => JavaTexts.Of(
        numbers.Chunk(8).Select(some => string.Concat(some.Select(number => (double.IsFinite(number) ? Texts.Hexadecimal(number)
            : double.IsNaN(number) ? "NaN" : number > 0.0 ? "Infinity" : "-Infinity") + " "))), Quoted, "                ");

    protected override string Exact(double number) => double.IsFinite(number) ? Texts.Hexadecimal(number) + (IsSingle ? "f" : "") : Number(number);
}
