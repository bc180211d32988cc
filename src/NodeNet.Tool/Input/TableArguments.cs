using System.CommandLine;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Input;

/// <summary>Where a table comes from and how it is read: the options that every command with a table has.</summary>
internal sealed class TableArguments
{
    private readonly TextArguments _text = new();
    private readonly Option<string?> _columns = new("--columns")
    {
        Description = "The columns to read, as a,b (default: all). A name with a comma: '\"a, b\"'.",
    };
    private readonly Option<string?> _sql = new("--sql") { Description = "A query whose rows are the table; --from names the database." };
    private readonly Option<string?> _from = new("--from") { Description = "The database of --sql: a file of SQLite or DuckDB." };

    /// <param name="name">The argument's name, as "table".</param>
    /// <param name="description">What the table is for.</param>
    /// <param name="isOptional">Whether the table may be left out even without --sql.</param>
    public TableArguments(string name, string description, bool isOptional = false)
    {
        IsOptional = isOptional;
        File = new Argument<string?>(name)
        {
            Description = description + " CSV or TSV, plain or .gz, or Parquet; - for standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
    }

    public Argument<string?> File { get; }

    private bool IsOptional { get; }

    public void AddTo(Command command)
    {
        command.Add(File);
        AddOptionsTo(command);
    }

    /// <summary>How a table is read, for a command that names its file by an option.</summary>
    public void AddOptionsTo(Command command)
    {
        _text.AddTo(command);
        foreach (Option option in (Option[])[_columns, _sql, _from]) command.Add(option);
    }

    /// <summary>The table, or null if none is named and it may be left out.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="form">How the table is probably written: as that of a model's training. What the command line says comes first.</param>
    /// <param name="error">Is told in a line what was taken from that.</param>
    public Table? Read(ParseResult parsed, TableForm? form = null, TextWriter? error = null) => Read(parsed, parsed.GetValue(File), form, error);

    /// <summary>As the other, of a file that stands elsewhere on the command line.</summary>
    public Table? Read(ParseResult parsed, string? file, TableForm? form = null, TextWriter? error = null)
    {
        string? sql = parsed.GetValue(_sql);
        string? from = parsed.GetValue(_from);
        if ((sql is null) != (from is null)) throw new UsageException("--sql and --from go together: --sql \"select …\" --from data.db.");
        IReadOnlyList<string>? columns = Lists.Names(parsed.GetValue(_columns));
        if (sql is not null && file is not null) throw new UsageException("A table and --sql are two tables; one is read.");
        if (sql is not null)
        {
            _text.RefuseFor(parsed, "the rows of --sql, which are no text; the query can say it, as nullif(age, 'NA')");
            return Selected(Database.Read(from!, sql), columns);
        }
        if (file is null) return IsOptional ? null : throw new UsageException($"The {File.Name} is missing.");
        InputFile.Check(file);
        if (file != "-" && ParquetSource.Is(file))
        {
            _text.RefuseFor(parsed, "Parquet files, which are no text");
            return ParquetSource.Read(file, columns);
        }
        CsvOptions options = _text.Read(parsed, form);
        InputFile.RefuseModel(file);
        Table table = ReadText(file, options);
        TellForm(parsed, file, table, form, error);
        return Selected(table, columns);
    }

    /// <summary>The table in pieces, each in the memory of its own, whatever the size of the whole.</summary>
    public IEnumerable<Table> ReadPieces(ParseResult parsed, TableForm? form, TextWriter error)
    {
        IReadOnlyList<string>? columns = Lists.Names(parsed.GetValue(_columns));
        (string? file, string? sql, string? from) = Named(parsed);
        if (sql is not null) return Database.ReadPieces(from!, sql).Select(piece => Selected(piece, columns));
        if (file == "-") return FromStandardInput(parsed, columns, form, error);
        if (!ParquetSource.Is(file!)) return Texts(parsed, file!, Table.ReadCsvPieces(file!, options: _text.Read(parsed, form)), columns, form, error);
        _text.RefuseFor(parsed, "Parquet files, which are no text");
        return ParquetSource.ReadPieces(file!, columns);
    }

    /// <summary>The table as one that is read again for each epoch.</summary>
    public ITableSource Stream(ParseResult parsed)
    {
        IReadOnlyList<string>? columns = Lists.Names(parsed.GetValue(_columns));
        (string? file, string? sql, string? from) = Named(parsed);
        if (file == "-")
            throw new UsageException("--stream reads the table once for each epoch, and standard input can be read once: save it to a file, and name that.");
        if (sql is not null) return SelectedSource.Of(Table.StreamQuery(() => Database.Ask(from!, sql), NameOf(from!)), columns);
        if (!ParquetSource.Is(file!)) return SelectedSource.Of(Table.StreamCsv(file!, _text.Read(parsed, null)), columns);
        _text.RefuseFor(parsed, "Parquet files, which are no text");
        return ParquetSource.Stream(file!, columns);
    }

    /// <summary>A file, or a query and its database: one of both.</summary>
    private (string? File, string? Sql, string? From) Named(ParseResult parsed)
    {
        (string? file, string? sql, string? from) = (parsed.GetValue(File), parsed.GetValue(_sql), parsed.GetValue(_from));
        if ((sql is null) != (from is null)) throw new UsageException("--sql and --from go together: --sql \"select …\" --from data.db.");
        if (sql is not null && file is not null) throw new UsageException("A table and --sql are two tables; one is read.");
        if (sql is not null)
        {
            _text.RefuseFor(parsed, "the rows of --sql, which are no text; the query can say it, as nullif(age, 'NA')");
            return (file, sql, from);
        }
        InputFile.Check(file ?? throw new UsageException($"The {File.Name} is missing."));
        InputFile.RefuseModel(file);
        return (file, sql, from);
    }

    /// <summary>Standard input can be read once, and a text is read twice: it is kept in a file that goes with the process.</summary>
    private IEnumerable<Table> FromStandardInput(ParseResult parsed, IReadOnlyList<string>? columns, TableForm? form, TextWriter error)
    {
        using var kept = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16,
            FileOptions.DeleteOnClose);
        using (Stream input = Console.OpenStandardInput()) input.CopyTo(kept);
        kept.Position = 0;
        foreach (Table piece in Texts(parsed, "-", Table.ReadCsvPieces(kept, options: _text.Read(parsed, form)), columns, form, error)) yield return piece;
    }

    private IEnumerable<Table> Texts(
        ParseResult parsed, string file, IEnumerable<Table> pieces, IReadOnlyList<string>? columns, TableForm? form, TextWriter error)
    {
        bool isFirst = true;
        foreach (Table piece in pieces)
        {
            if (isFirst) TellForm(parsed, file, piece, form, error);
            isFirst = false;
            yield return Selected(piece, columns);
        }
    }

    private void TellForm(ParseResult parsed, string file, Table table, TableForm? form, TextWriter? error)
    {
        if (form is not null && _text.WordsOf(parsed, form, table.Form!.Delimiter) is { } taken)
            error?.WriteLine(OneLine.Of($"{NameOf(file)} is read as the model's training table was: {taken}"));
    }

    private static Table ReadText(string file, CsvOptions options)
    {
        if (file != "-") return Table.ReadCsv(file, options);
        using Stream input = Console.OpenStandardInput();
        return Table.ReadCsv(input, options);
    }

    private static Table Selected(Table table, IReadOnlyList<string>? columns) => columns is null ? table : table.Select([.. columns]);

    /// <summary>The file that the rows come from, or null for standard input.</summary>
    public string? FileOf(ParseResult parsed) => parsed.GetValue(File) is { } file ? file == "-" ? null : file : parsed.GetValue(_from);

    /// <summary>What the table is called in messages and models.</summary>
    public string NameOf(ParseResult parsed) => NameOf(parsed.GetValue(File) ?? parsed.GetValue(_from) ?? "");

    private static string NameOf(string file) => file == "-" ? "standard input" : Path.GetFileName(file);
}
