using NodeNet.Export;
using NodeNet.Onnx;
using NodeNet.Recipes;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>What nodenet export was asked for.</summary>
/// <param name="Model">The model.</param>
/// <param name="Name">What files, and in code the functions, are called.</param>
/// <param name="Precision">The type of the numbers.</param>
/// <param name="Fixed">Fixed point; null for numbers with a floating point.</param>
/// <param name="Dialect">The database that SQL is for.</param>
/// <param name="Rows">Rows for the proof; null where none are given.</param>
internal sealed record ExportRequest(Model Model, string Name, Precision Precision, Fixed? Fixed, SqlDialect Dialect, ITable? Rows);

/// <summary>A file that an export makes.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Save">Writes it to a path.</param>
internal sealed record MadeFile(string Name, Action<string> Save);

/// <summary>The targets of nodenet export, by name: a further one is a line here.</summary>
internal static class ExportTargets
{
    public static IReadOnlyDictionary<string, Func<ExportRequest, IReadOnlyList<MadeFile>>> All { get; } =
        new Dictionary<string, Func<ExportRequest, IReadOnlyList<MadeFile>>>(StringComparer.Ordinal)
        {
            ["onnx"] = Onnx,
            ["c"] = request => Code(request, Language.C),
            ["csharp"] = request => Code(request, Language.CSharp),
            ["js"] = request => Code(request, Language.JavaScript),
            ["python"] = request => Code(request, Language.Python),
            ["java"] = request => Code(request, Language.Java),
            ["sql"] = request => Code(request, Language.Sql),
            ["html"] = Page,
            ["xlsx"] = Workbook,
        };

    private static IReadOnlyList<MadeFile> Code(ExportRequest request, Language language)
    {
        ExportedCode code = request.Model.ToCode(language, request.Name, new CodeOptions
        {
            Dialect = request.Dialect,
            Rows = request.Rows,
            Arithmetic = request.Fixed ?? (request.Precision == Precision.Single ? Arithmetic.Single : Arithmetic.Double),
        });
        return [.. code.Files.Select(file => new MadeFile(file.Name, path => File.WriteAllText(path, file.Text)))];
    }

    private static IReadOnlyList<MadeFile> Workbook(ExportRequest request)
    {
        if (request.Fixed is not null || request.Precision == Precision.Single) throw new UsageException("A spreadsheet computes in double precision alone.");
        ITable rows = request.Rows ?? throw new UsageException("--to xlsx needs --rows: the rows that the workbook answers.");
        return [new(request.Name + ".xlsx", path => request.Model.SaveWorkbook(path, rows))];
    }

    private static IReadOnlyList<MadeFile> Page(ExportRequest request)
    {
        if (request.Fixed is not null || request.Precision == Precision.Single) throw new UsageException("A page computes in double precision.");
        return [new(request.Name + ".html", path => request.Model.SavePage(path))];
    }

    private static IReadOnlyList<MadeFile> Onnx(ExportRequest request)
    {
        if (request.Fixed is not null) throw new UsageException("--fixed is for c; ONNX has floating-point numbers.");
        var options = new OnnxOptions { Precision = request.Precision, Name = request.Name };
        return [new(request.Name + ".onnx", path => request.Model.SaveOnnx(path, options))];
    }
}
