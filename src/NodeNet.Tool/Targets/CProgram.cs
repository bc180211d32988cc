using System.Globalization;
using System.Text;
using NodeNet.Export;
using NodeNet.Recipes;

namespace NodeNet.Tool.Targets;

/// <summary>C: compiled together with a program that has the rows in it.</summary>
internal static class CProgram
{
    public static string? Compiler => Programs.FindAny("gcc", "clang", "cc");

    public static TargetRun Run(Trial trial, string folder)
    {
        long size = RowFiles.Save(trial.Model.ToCode(Language.C, Trial.Name), folder);
        File.WriteAllText(Path.Combine(folder, "run.c"), Program(trial));
        string program = Path.Combine(folder, OperatingSystem.IsWindows() ? "run.exe" : "run");
        Programs.Run(folder, trial.Limit, Compiler!, "-std=c99", "-O2", "-o", program, "model.c", "run.c", "-lm");
        return RowFiles.Read(trial, Programs.Run(folder, trial.Limit, program), size);
    }

    private static string Program(Trial trial)
    {
        IEnumerable<string> rows = trial.Expected.Select(
            row => $"    {{ {string.Join(", ", row.Cells.Select((cell, i) => Literal(cell, trial.Columns[i])))} }},");
        string kind = trial.IsNumbersOnly ? "double rows[][MODEL_COLUMNS]" : "model_row rows[]";
        string row = trial.IsNumbersOnly ? "rows[i]" : "&rows[i]";
        string named = trial.Model.ClassLabels is null ? "-1" : "model_class(outputs)";
        return $$"""
            #include "model.h"

            #include <math.h>
            #include <stdio.h>
            #include <time.h>

            static const {{kind}} = {
            {{string.Join("\n", rows)}}
            };

            int main(void)
            {
                const int count = (int)(sizeof rows / sizeof rows[0]);
                double outputs[MODEL_OUTPUTS] = { 0.0 };
                for (int i = 0; i < count; i++) {
                    if (model_predict({{row}}, outputs) != 0) {
                        puts("R");
                        continue;
                    }
                    printf("A %d", {{named}});
                    for (int k = 0; k < MODEL_OUTPUTS; k++) printf(" %.17g", outputs[k]);
                    puts("");
                }
                volatile double sum = 0.0;
                double answered = 0.0;
                const clock_t start = clock();
                clock_t end;
                do {
                    for (int i = 0; i < count; i++) {
                        model_predict({{row}}, outputs);
                        sum += outputs[0];
                    }
                    answered += count;
                    end = clock();
                } while ((double)(end - start) < {{RowFiles.Seconds.ToString(CultureInfo.InvariantCulture)}} * CLOCKS_PER_SEC);
                printf("T %.17g\n", answered * CLOCKS_PER_SEC / (double)(end - start));
                return 0;
            }
            """;
    }

    private static string Literal(Cell cell, TrialColumn column) => column.Kind switch
    {
        CellKind.Number when cell.IsMissing => "NAN",
        CellKind.Number when double.IsInfinity(cell.Number) => cell.Number > 0.0 ? "INFINITY" : "-INFINITY",
        CellKind.Number => cell.Number.ToString("R", CultureInfo.InvariantCulture),
        _ when cell.IsMissing => "NULL",
        _ => Quoted(cell.ToString()),
    };

    /// <summary>Every byte by its number: no text can end the quotes.</summary>
    private static string Quoted(string text) =>
        "\"" + string.Concat(Encoding.UTF8.GetBytes(text).Select(letter => "\\" + Convert.ToString(letter, 8).PadLeft(3, '0'))) + "\"";
}
