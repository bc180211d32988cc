using System.CommandLine;
using NodeNet.Tables;

namespace NodeNet.Tool.Input;

/// <summary>Where a table comes from and how it is read: the options that every command with a table has.</summary>
internal sealed class TableArguments
{
    private readonly Option<string?> _delimiter = new("--delimiter")
    {
        Description = "What stands between cells: ; or , or tab or | or space. Found if not given.",
    };
    private readonly Option<string?> _decimal = new("--decimal") { Description = "The decimal separator: . or , (default: .)." };
    private readonly Option<string?> _group = new("--group") { Description = "The separator of thousands." };
    private readonly Option<string?> _units = new("--units") { Description = "Signs that numbers may carry, as €,%." };
    private readonly Option<string?> _dates = new("--dates") { Description = "Formats of dates, as dd.MM.yyyy." };
    private readonly Option<string?> _gaps = new("--gaps") { Description = "What stands for a missing value (default: NA, N/A, NaN, null, ? and nothing)." };
    private readonly Option<int> _skip = new("--skip-lines") { Description = "How many lines come before the column names." };
    private readonly Option<string?> _comment = new("--comment") { Description = "What lines begin with that are no rows, as #." };
    private readonly Option<bool> _noHeader = new("--no-header") { Description = "The first line is a row; columns are called column 1, column 2, …" };
    private readonly Option<bool> _header = new("--header") { Description = "The first line has the column names, even if they are numbers alone." };
    private readonly Option<string?> _columns = new("--columns") { Description = "The columns to read, as a,b (default: all)." };
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
        foreach (Option option in (Option[])[
            _delimiter, _decimal, _group, _units, _dates, _gaps, _skip, _comment, _noHeader, _header, _columns, _sql, _from])
        {
            command.Add(option);
        }
    }

    /// <summary>The table, or null if none is named and it may be left out.</summary>
    public Table? Read(ParseResult parsed) => Read(parsed, parsed.GetValue(File));

    /// <summary>As <see cref="Read(ParseResult)"/>, of a file that stands elsewhere on the command line.</summary>
    public Table? Read(ParseResult parsed, string? file)
    {
        string? sql = parsed.GetValue(_sql);
        string? from = parsed.GetValue(_from);
        if ((sql is null) != (from is null)) throw new UsageException("--sql and --from go together: --sql \"select …\" --from data.db.");
        IReadOnlyList<string>? columns = Lists.Names(parsed.GetValue(_columns));
        if (sql is not null && file is not null) throw new UsageException("A table and --sql are two tables; one is read.");
        if (sql is not null) return Selected(Database.Read(from!, sql), columns);
        if (file is null) return IsOptional ? null : throw new UsageException($"The {File.Name} is missing.");
        CsvOptions options = OptionsOf(parsed);
        if (file == "-")
        {
            using Stream input = Console.OpenStandardInput();
            return Selected(Table.ReadCsv(input, options), columns);
        }
        return ParquetSource.Is(file) ? ParquetSource.Read(file, columns) : Selected(Table.ReadCsv(file, options), columns);
    }

    private static Table Selected(Table table, IReadOnlyList<string>? columns) => columns is null ? table : table.Select([.. columns]);

    /// <summary>The file that the rows come from, or null for standard input.</summary>
    public string? FileOf(ParseResult parsed) => parsed.GetValue(File) is { } file ? file == "-" ? null : file : parsed.GetValue(_from);

    /// <summary>What the table is called in messages and models.</summary>
    public string NameOf(ParseResult parsed) => parsed.GetValue(File) switch
    {
        null => Path.GetFileName(parsed.GetValue(_from) ?? ""),
        "-" => "standard input",
        string file => Path.GetFileName(file),
    };

    private CsvOptions OptionsOf(ParseResult parsed)
    {
        var options = new CsvOptions { SkipLines = parsed.GetValue(_skip), Comment = parsed.GetValue(_comment) };
        if (parsed.GetValue(_delimiter) is { } delimiter) options = options with { Delimiter = Letter(delimiter, "--delimiter") };
        if (parsed.GetValue(_decimal) is { } point) options = options with { DecimalSeparator = Letter(point, "--decimal") };
        if (parsed.GetValue(_group) is { } group) options = options with { GroupSeparator = Letter(group, "--group") };
        if (Lists.Names(parsed.GetValue(_units)) is { } units) options = options with { Units = units };
        if (parsed.GetValue(_dates) is { } dates) options = options with { DateFormats = [.. dates.Split('|')] };
        if (Lists.Names(parsed.GetValue(_gaps)) is { } gaps) options = options with { MissingValues = [.. gaps, ""] };
        if (parsed.GetValue(_noHeader) && parsed.GetValue(_header)) throw new UsageException("--header and --no-header are opposites.");
        if (parsed.GetValue(_header)) options = options with { HasHeader = true };
        if (parsed.GetValue(_noHeader)) options = options with { HasHeader = false };
        return options;
    }

    private static char Letter(string text, string option) => text switch
    {
        "tab" or "\\t" => '\t',
        "space" => ' ',
        [char letter] => letter,
        _ => throw new UsageException($"{option} is \"{text}\"; it must be one character, or the word tab or space."),
    };
}
