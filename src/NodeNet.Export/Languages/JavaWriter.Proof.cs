using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Export.Proof;
using NodeNet.Recipes;

namespace NodeNet.Export.Languages;

/// <content>The program that proves the file.</content>
internal sealed partial class JavaWriter
{
    private string Proof(ModelPlan plan, IReadOnlyList<ProofRow> rows)
    {
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
        for (int i = 0; i < rows.Count; i++) Code.Line($"        row{i + 1}();");
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
        for (int i = 0; i < rows.Count; i++)
        {
            ProofRow row = rows[i];
            string[] cells = [.. row.Cells.Select((cell, c) => Literal(cell, plan.Columns[c]))];
            Code.Line($"\n    private static void row{i + 1}() {{");
            if (plan.IsNumbersOnly) Code.Line($"        {Type}[] row = {{ {Texts.Wrapped(cells, "            ")} }};");
            else Code.Line($"        {_class}.Row row = new {_class}.Row();");
            for (int c = 0; c < cells.Length && !plan.IsNumbersOnly; c++) Code.Line($"        row.{_fields[c]} = {cells[c]};");
            Code.Line(FormattableString.Invariant($$"""
                        check({{i + 1}}, row, {{(row.Refused > 0 ? "true" : "false")}},
                            new double[] { {{Texts.Wrapped(row.Outputs.Select(Texts.Hexadecimal), "                ")}} },
                            new double[] { {{Texts.Wrapped(row.Bounds.Select(Texts.Number), "                ")}} }, {{row.Class}});
                    }
                """));
        }
        Code.Line("}");
        return Code.ToString();
    }

    private string Literal(Cell cell, PlanColumn column) => column switch
    {
        NumberColumn => cell.IsMissing ? Boxed + ".NaN"
            : double.IsFinite(cell.Number) ? Texts.Hexadecimal(cell.Number) + (IsSingle ? "f" : "") : Number(cell.Number),
        _ when cell.IsMissing => "null",
        DateColumn => DateText(cell.Date),
        _ => Quoted(cell.ToString()),
    };
}
