using System.CommandLine;
using System.Globalization;
using NodeNet.Export;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet export: a model for programs that are not .NET.</summary>
internal static class ExportCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        string targets = string.Join(", ", ExportTargets.All.Keys);
        Argument<string> model = Common.ModelFile();
        var to = new Option<string>("--to") { Description = $"What it is written as: {targets}.", Required = true };
        var folder = new Option<string>("--out") { Description = "The folder for the files; it is made if need be.", Required = true };
        var name = new Option<string?>("--name") { Description = "What the files are called. Default: as the model file." };
        var precision = new Option<string>("--precision") { Description = "The type of all numbers: double or single.", DefaultValueFactory = _ => "double" };
        var dialect = new Option<string>("--dialect")
        {
            Description = "The database that sql is for: sqlite, postgresql or duckdb.",
            DefaultValueFactory = _ => "sqlite",
        };
        var fixedPoint = new Option<string?>("--fixed") { Description = "C in whole numbers, for chips without floats: q16 has 16 bits behind the point." };
        var weightBits = new Option<int>("--weight-bits") { Description = "With --fixed: the bits of a weight, 8 or 16.", DefaultValueFactory = _ => 16 };
        var rows = new Option<string?>("--rows")
        {
            Description = "A table whose rows a proof or a workbook answers, as the training table. Default: rows made up.",
        };
        var table = new TableArguments("rows", "Rows.", isOptional: true);
        Option<bool> force = Common.Force();
        var command = new Command(
            "export", "Writes a model for programs that are not .NET.\n\nExample: nodenet export penguins.json --to onnx --out models")
        {
            model, to, folder, name, precision, fixedPoint, weightBits, dialect, rows, force,
        };
        table.AddOptionsTo(command);
        return Guarded.WithAction(command, error, parsed =>
        {
            string target = parsed.GetRequiredValue(to);
            if (!ExportTargets.All.TryGetValue(target, out Func<ExportRequest, IReadOnlyList<MadeFile>>? write))
                throw new UsageException($"There is no target \"{target}\"; there are {targets}.");
            bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };
            if (target != "sql" && IsGiven(dialect)) throw new UsageException($"--dialect is for --to sql; {target} has none.");
            if (IsGiven(weightBits) && !IsGiven(fixedPoint)) throw new UsageException("--weight-bits is for --fixed.");
            if (IsGiven(fixedPoint) && IsGiven(precision)) throw new UsageException("--fixed is for whole numbers, which have no --precision.");
            if (target is "onnx" or "html" && IsGiven(rows)) throw new UsageException($"--rows is for proofs and workbooks; {target} has none.");
            string file = parsed.GetRequiredValue(model);
            Model exported = InputFile.LoadModel(file);
            var request = new ExportRequest(
                exported, parsed.GetValue(name) ?? Path.GetFileNameWithoutExtension(file), PrecisionOf(parsed.GetRequiredValue(precision)),
                FixedOf(parsed.GetValue(fixedPoint), parsed.GetValue(weightBits)), DialectOf(parsed.GetRequiredValue(dialect)),
                table.Read(parsed, parsed.GetValue(rows), exported.Origin?.TableForm, error));
            IReadOnlyList<MadeFile> files = write(request);
            string place = parsed.GetRequiredValue(folder);
            OutputFolder.Make(place);
            foreach (MadeFile made in files) OutputFile.Check(Path.Combine(place, made.Name), parsed.GetValue(force));
            OutputFile.CheckApart(files.Select(made => Path.Combine(place, made.Name)), [file, parsed.GetValue(rows)]);
            foreach (MadeFile made in files)
            {
                string path = Path.Combine(place, made.Name);
                OutputFile.Write(path, made.Save);
                output.WriteLine($"saved as {path}");
            }
        });
    }

    private static SqlDialect DialectOf(string word) => word switch
    {
        "sqlite" => SqlDialect.Sqlite,
        "postgresql" => SqlDialect.PostgreSql,
        "duckdb" => SqlDialect.DuckDb,
        _ => throw new UsageException($"--dialect is \"{word}\"; it is sqlite, postgresql or duckdb."),
    };

    private static Fixed? FixedOf(string? word, int weightBits)
    {
        if (word is null) return null;
        if (word is not ['q' or 'Q', .. string bits] || !int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out int behind)
            || behind is < Fixed.FewestBits or > Fixed.MostBits || weightBits is not (8 or 16))
        {
            throw new UsageException(
                $"--fixed {word} with --weight-bits {weightBits} is no fixed point; there are q{Fixed.FewestBits} to q{Fixed.MostBits}, with weights of 8 or "
                    + "16 bits.");
        }
        return Fixed.Q(behind) with { WeightBits = weightBits };
    }

    private static Precision PrecisionOf(string word) => word switch
    {
        "double" => Precision.Double,
        "single" => Precision.Single,
        _ => throw new UsageException($"--precision is \"{word}\"; it is double or single."),
    };
}
