using System.CommandLine;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Input;

/// <summary>How a table that is a text is written: the options that say so.</summary>
internal sealed class TextArguments
{
    private readonly Option<string?> _delimiter = new("--delimiter")
    {
        Description = "What stands between cells: ; or , or tab or | or space. Found if not given.",
    };
    private readonly Option<string?> _decimal = new("--decimal") { Description = "The decimal separator: . or , (default: .)." };
    private readonly Option<string?> _group = new("--group") { Description = "The separator of thousands." };
    private readonly Option<string?> _units = new("--units") { Description = "Signs that numbers may carry, as €,%." };
    private readonly Option<string?> _dates = new("--dates") { Description = "Formats of dates, as dd.MM.yyyy." };
    private readonly Option<string?> _gaps = new("--gaps")
    {
        Description = "What stands for a missing value, several with commas between, as -,n/a (default: NA, N/A, NaN, null, ? and nothing).",
    };

    private readonly Option<string?> _encoding = new("--encoding")
    {
        Description = "How bytes stand for characters: utf-8, windows-1252, latin1, utf-16 (default: utf-8).",
    };
    private readonly Option<int> _skip = new("--skip-lines") { Description = "How many lines come before the column names." };
    private readonly Option<string?> _comment = new("--comment") { Description = "What lines begin with that are no rows, as #." };
    private readonly Option<bool> _noHeader = new("--no-header") { Description = "The first line is a row; columns are called column1, column2, …" };
    private readonly Option<bool> _header = new("--header") { Description = "The first line has the column names, even if they are numbers alone." };

    private Option[] All => [_delimiter, _decimal, _group, _units, _dates, _gaps, _encoding, _skip, _comment, _noHeader, _header];

    public void AddTo(Command command)
    {
        foreach (Option option in All) command.Add(option);
    }

    /// <summary>Complains about options that say how a text is written, where there is none.</summary>
    public void RefuseFor(ParseResult parsed, string what)
    {
        if (Array.Find(All, option => IsGiven(parsed, option)) is { } given) throw new UsageException($"{given.Name} says nothing of {what}.");
    }

    /// <summary>How to read a text.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="form">How it is probably written, where the command line does not say; null: as usual.</param>
    public CsvOptions Read(ParseResult parsed, TableForm? form)
    {
        CsvOptions options = form is null ? new CsvOptions() : CsvOptions.Of(Taken(parsed, form));
        options = options with { SkipLines = parsed.GetValue(_skip) };
        if (parsed.GetValue(_comment) is { } comment) options = options with { Comment = comment };
        if (parsed.GetValue(_delimiter) is { } delimiter) options = options with { Delimiter = Delimiter(delimiter, _delimiter.Name) };
        if (parsed.GetValue(_decimal) is { } point) options = options with { DecimalSeparator = Letter(point, _decimal.Name) };
        if (parsed.GetValue(_group) is { } group) options = options with { GroupSeparator = Letter(group, _group.Name) };
        if (Lists.Names(parsed.GetValue(_units)) is { } units) options = options with { Units = units };
        if (parsed.GetValue(_dates) is { } dates) options = options with { DateFormats = [.. dates.Split('|')] };
        if (Lists.Names(parsed.GetValue(_gaps)) is { } gaps) options = options with { MissingValues = [.. gaps, ""] };
        if (parsed.GetValue(_encoding) is { } encoding) options = options with { Encoding = EncodingOf(encoding) };
        if (parsed.GetValue(_noHeader) && parsed.GetValue(_header)) throw new UsageException("--header and --no-header are opposites.");
        if (parsed.GetValue(_header)) options = options with { HasHeader = true };
        if (parsed.GetValue(_noHeader)) options = options with { HasHeader = false };
        Check(options);
        return options;
    }

    /// <summary>What of a form a table was read by, in words; null where that is only what is usual anyway.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="form">How the table was expected to be written.</param>
    /// <param name="delimiter">What divides its cells.</param>
    public string? WordsOf(ParseResult parsed, TableForm form, char delimiter)
    {
        TableForm taken = Taken(parsed, form);
        if (taken.Delimiter != delimiter) taken = taken with { Delimiter = new TableForm().Delimiter };
        string words = taken.ToString();
        return words == new TableForm().ToString() ? null : words;
    }

    /// <summary>The form without what the command line says otherwise. Who gives the decimal separator decides on that of thousands, too.</summary>
    private TableForm Taken(ParseResult parsed, TableForm form)
    {
        var usual = new TableForm();
        if (IsGiven(parsed, _delimiter)) form = form with { Delimiter = usual.Delimiter };
        if (IsGiven(parsed, _decimal)) form = form with { DecimalSeparator = usual.DecimalSeparator, GroupSeparator = null };
        if (IsGiven(parsed, _group)) form = form with { GroupSeparator = null };
        if (IsGiven(parsed, _units)) form = form with { Units = usual.Units };
        if (IsGiven(parsed, _dates)) form = form with { DateFormats = usual.DateFormats };
        if (IsGiven(parsed, _gaps)) form = form with { MissingValues = usual.MissingValues };
        if (IsGiven(parsed, _comment)) form = form with { Comment = null };
        return IsGiven(parsed, _encoding) ? form with { Encoding = usual.Encoding } : form;
    }

    /// <summary>What cannot be is the command line's fault, and told by its options.</summary>
    private static void Check(CsvOptions options)
    {
        try
        {
            new TableForm
            {
                Delimiter = options.Delimiter ?? ',',
                DecimalSeparator = options.DecimalSeparator,
                GroupSeparator = options.GroupSeparator,
                Units = options.Units,
                DateFormats = options.DateFormats,
                Comment = options.Comment,
            }.Validate();
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(CommandWords.Of("CsvOptions." + wrong.Message.Split(" (Parameter")[0]));
        }
    }

    private static System.Text.Encoding EncodingOf(string name)
    {
        try
        {
            return CsvOptions.EncodingOf(name);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException("--encoding: " + wrong.Message.Split(" (Parameter")[0]);
        }
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>What may divide cells.</summary>
    public static char Delimiter(string text, string option) => Letter(text, option) is var letter && TableForm.IsDelimiter(letter)
        ? letter
        : throw new UsageException($"{option} is \"{text}\"; it must be a sign, or the word tab or space.");

    /// <summary>One character, or the word for one that is hard to type.</summary>
    private static char Letter(string text, string option) => text switch
    {
        "tab" or "\\t" => '\t',
        "space" => ' ',
        [char letter] => letter,
        _ => throw new UsageException($"{option} is \"{text}\"; it must be one character, or the word tab or space."),
    };
}
