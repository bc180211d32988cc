using System.Globalization;
using NodeNet.Export;

namespace NodeNet.Tool.Targets;

/// <summary>C#: compiled by the compiler of the .NET SDK, without a project, so that nothing has to be fetched.</summary>
internal static class CSharpProgram
{
    private static readonly Lazy<string?> _compiler = new(Find);

    public static string? Compiler => _compiler.Value;

    public static TargetRun Run(Trial trial, string folder)
    {
        string dotnet = Programs.Find("dotnet")!;
        long size = RowFiles.Save(trial.Model.ToCode(Language.CSharp, Trial.Name), folder);
        RowFiles.WriteLines(trial, Path.Combine(folder, "rows.txt"));
        File.WriteAllText(Path.Combine(folder, "Run.cs"), Program(trial));
        string library = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        File.WriteAllLines(
            Path.Combine(folder, "compile.rsp"),
            [
                "-nologo", "-noconfig", "-nostdlib", "-optimize", "-out:run.dll", "-target:exe", "Model.cs", "Run.cs",
                .. Directory.GetFiles(library, "System*.dll").Where(IsManaged).Select(file => $"-r:\"{file}\""),
            ]);
        Programs.Run(folder, trial.Limit, dotnet, "exec", Compiler!, "@compile.rsp");
        Version version = Environment.Version;
        File.WriteAllText(
            Path.Combine(folder, "run.runtimeconfig.json"),
            $$"""{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "{{version.Major}}.{{version.Minor}}.0" } } }""");
        return RowFiles.Read(trial, Programs.Run(folder, trial.Limit, dotnet, "run.dll"), size);
    }

    private static string? Find()
    {
        if (Programs.Find("dotnet") is not { } dotnet) return null;
        try
        {
            // "10.0.100 [/usr/share/dotnet/sdk]", the newest last.
            string printed = Programs.Run(Path.GetTempPath(), new RunLimit(TimeSpan.FromSeconds(30), CancellationToken.None), dotnet, "--list-sdks");
            string[] parts = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("").Split('[', ']');
            if (parts.Length < 2) return null;
            string compiler = Path.Combine(parts[1], parts[0].Trim(), "Roslyn", "bincore", "csc.dll");
            return File.Exists(compiler) ? compiler : null;
        }
        catch (TargetFailedException)
        {
            return null;
        }
    }

    private static bool IsManaged(string file) => !Path.GetFileName(file).Contains("Native", StringComparison.Ordinal);

    private static string Program(Trial trial)
    {
        string row = trial.IsNumbersOnly ? "double[]" : "Model.Row";
        string rows = $"new {(trial.IsNumbersOnly ? "double[lines.Length / Columns][]" : "Model.Row[lines.Length / Columns]")}";
        string made = trial.IsNumbersOnly ? "new double[Columns]" : "new Model.Row()";
        string set = trial.IsNumbersOnly ? "rows[i][k] = value is null ? double.NaN : (double)value;" : "fields[k].SetValue(rows[i], value);";
        string fields = trial.IsNumbersOnly ? "" : "var fields = typeof(Model.Row).GetProperties().OrderBy(p => p.MetadataToken).ToArray();";
        string named = trial.Model.ClassLabels is null ? "-1" : "Model.ClassOf(outputs)";
        return $$"""
            using System;
            using System.Globalization;
            using System.IO;
            using System.Linq;
            using System.Text;

            internal static class Run
            {
                private const int Columns = {{trial.Columns.Count}};

                private static object Read(string line) => line[0] switch
                {
                    'n' => (object)double.Parse(line.Substring(1), CultureInfo.InvariantCulture),
                    'd' => DateTime.Parse(line.Substring(1), CultureInfo.InvariantCulture),
                    't' => Encoding.UTF8.GetString(Convert.FromBase64String(line.Substring(1))),
                    _ => null,
                };

                public static void Main()
                {
                    CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
                    string[] lines = File.ReadAllLines("rows.txt");
                    var rows = {{rows}};
                    {{fields}}
                    for (int i = 0; i < rows.Length; i++)
                    {
                        rows[i] = {{made}};
                        for (int k = 0; k < Columns; k++)
                        {
                            object value = Read(lines[i * Columns + k]);
                            {{set}}
                        }
                    }
                    foreach (var row in rows)
                    {
                        try
                        {
                            double[] outputs = Model.Predict(row);
                            Console.WriteLine("A " + {{named}} + " " + string.Join(" ", outputs.Select(x => x.ToString("R"))));
                        }
                        catch (ArgumentException)
                        {
                            Console.WriteLine("R");
                        }
                    }
                    rows = rows.Where(IsAnswered).ToArray();
                    double sum = 0, answered = 0;
                    double limit = {{RowFiles.Seconds.ToString(CultureInfo.InvariantCulture)}};
                    double start = Spent();
                    for (double until = 2 * limit; rows.Length > 0 && Spent() - start < until;)
                    {
                        foreach (var row in rows) sum += Model.Predict(row)[0];
                        answered += rows.Length;
                        if (until == 2 * limit && Spent() - start > limit)
                        {
                            // What came before was for the compiler to warm up.
                            start = Spent();
                            (until, answered) = (limit, 0);
                        }
                    }
                    if (rows.Length > 0) Console.WriteLine("T " + (answered / (Spent() - start)).ToString("R"));
                    GC.KeepAlive(sum);
                }

                private static double Spent() => Environment.CpuUsage.TotalTime.TotalSeconds;

                private static bool IsAnswered({{row}} row)
                {
                    try
                    {
                        return Model.Predict(row).Length > 0;
                    }
                    catch (ArgumentException)
                    {
                        return false;
                    }
                }
            }
            """;
    }
}
