namespace NodeNet.Tool.Targets;

/// <summary>Something that a model is exported to and that can be run here.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Needs">What has to be installed for it.</param>
/// <param name="IsHere">Whether that is so.</param>
/// <param name="Run">Exports into an empty folder, and runs what was exported.</param>
internal sealed record Target(string Name, string Needs, Func<bool> IsHere, Func<Trial, string, TargetRun> Run)
{
    /// <summary>All targets, in the order of the table.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new("c", "a C compiler: gcc or clang", () => CProgram.Compiler is not null, CProgram.Run),
        new("csharp", "the .NET SDK (dotnet)", () => CSharpProgram.Compiler is not null, CSharpProgram.Run),
        new("js", "Node.js (node)", () => Programs.Find("node") is not null, Scripts.RunJavaScript),
        new("python", "Python 3 (python3)", () => Scripts.Python is not null, Scripts.RunPython),
        new("java", "a JDK, 17 or later (javac, java)", () => Programs.Find("javac") is not null && Programs.Find("java") is not null, JavaProgram.Run),
        new("sql, SQLite", "SQLite's library, which comes with nodenet", () => SqlDatabases.HasSqlite, SqlDatabases.RunSqlite),
        new("sql, DuckDB", "DuckDB's library (libduckdb; duckdb.org, C/C++) where the system looks for libraries", () => SqlDatabases.HasDuckDb,
            SqlDatabases.RunDuckDb),
        new("sql, PostgreSQL", "PostgreSQL, its server and psql (postgresql)", () => PostgresServer.IsHere, PostgresServer.Run),
        new("onnx", "ONNX Runtime's library (libonnxruntime; github.com/microsoft/onnxruntime) where the system looks for libraries",
            () => OnnxTarget.IsHere, OnnxTarget.Run),
        new("xlsx", "LibreOffice Calc (soffice; libreoffice-calc)", () => WorkbookTarget.Program is not null, WorkbookTarget.Run),
    ];

    /// <summary>Tries the target; whatever happens becomes words.</summary>
    /// <exception cref="OperationCanceledException">The user has stopped it all.</exception>
    public TargetResult Try(Trial trial)
    {
        trial.Limit.Stop.ThrowIfCancellationRequested();
        if (!IsHere()) return new TargetResult(this, TargetOutcome.NotHere, Needs);
        string folder = Directory.CreateTempSubdirectory("nodenet-verify-").FullName;
        try
        {
            TargetRun run = Run(trial, folder);
            Comparison comparison = Comparison.Of(run);
            return new TargetResult(this, comparison.Wrong > 0 ? TargetOutcome.Failed : TargetOutcome.Proved, comparison.FirstWrong)
            {
                Comparison = comparison,
                Size = run.Size,
                RowsPerSecond = run.RowsPerSecond,
            };
        }
        catch (NotSupportedException refused)
        {
            return new TargetResult(this, TargetOutcome.Refused, refused.Message);
        }
        catch (Exception wrong) when (wrong is TargetFailedException or System.Data.Common.DbException or IOException or FormatException)
        {
            return new TargetResult(this, TargetOutcome.Failed, wrong.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

/// <summary>How the trial of a target ended.</summary>
internal enum TargetOutcome
{
    /// <summary>Every answer is within its bound.</summary>
    Proved,

    /// <summary>An answer is beyond its bound, or the export did not run.</summary>
    Failed,

    /// <summary>The target cannot express the model.</summary>
    Refused,

    /// <summary>What runs it is not installed.</summary>
    NotHere,
}

/// <summary>What came of a target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Words">What is wrong, refused or missing; null where all is well.</param>
internal sealed record TargetResult(Target Target, TargetOutcome Outcome, string? Words)
{
    /// <summary>How far its answers are from NodeNet's; null where it did not run.</summary>
    public Comparison? Comparison { get; init; }

    /// <summary>Bytes of the export.</summary>
    public long Size { get; init; }

    /// <summary>Its speed, or null.</summary>
    public double? RowsPerSecond { get; init; }
}
