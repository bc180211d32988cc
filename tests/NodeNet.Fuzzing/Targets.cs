using NodeNet.Datasets;
using NodeNet.Persistence;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Fuzzing;

/// <summary>What is fuzzed: each target reads any bytes, and must either succeed or throw the one exception that its format documents. Anything else is a
/// crash.</summary>
public static class Targets
{
    // An input cannot make the readers hold more than this.
    private const long MaximumBytes = 1 << 20;

    // Made anew each time: instrumented code, as the library's is, must not run before SharpFuzz has set itself up, as it would for a static field.
    private static ModelFileLimits Limits => new() { MaximumBytes = MaximumBytes, MaximumNodes = 10_000, MaximumParameters = 100_000 };

    /// <summary>The targets by name. Each says whether the content was read (true) or refused (false).</summary>
    public static IReadOnlyDictionary<string, Func<Stream, bool>> All { get; } = new Dictionary<string, Func<Stream, bool>>
    {
        ["csv"] = Csv,
        ["idx"] = IdxFile,
        ["model"] = ModelFile,
        ["checkpoint"] = CheckpointTarget.Run,
    };

    // As most files are, with every option at once, and with names and kinds that are told while the rest is found.
    private static CsvOptions[] CsvForms =>
    [
        new() { MaximumBytes = MaximumBytes },
        new()
        {
            MaximumBytes = MaximumBytes,
            Delimiter = ' ',
            HasHeader = false,
            SkipLines = 1,
            Comment = "#",
            DecimalSeparator = ',',
            GroupSeparator = '.',
            Units = ["$", "%"],
            DateFormats = ["d.M.yyyy", "yyyyMMdd"],
            TrueWords = ["ja", "1"],
            FalseWords = ["nein", "0"],
            MissingValues = ["", "-1"],
            TrimSpaces = false,
        },
        new()
        {
            MaximumBytes = MaximumBytes,
            ColumnNames = ["a", "b", "c"],
            ColumnKinds = new Dictionary<string, CellKind> { ["a"] = CellKind.Number, ["b"] = CellKind.Text, ["c"] = CellKind.Date },
            DecimalSeparator = ',',
            GroupSeparator = ' ',
            Units = ["€"],
            DateFormats = ["d/M/yy"],
        },
    ];

    private static bool Csv(Stream stream)
    {
        using var content = new MemoryStream();
        stream.CopyTo(content);
        bool[] read = [.. CsvForms.Select(options => IsRead(content, options))];
        return read[0];
    }

    private static bool IsRead(MemoryStream content, CsvOptions options)
    {
        Table table;
        try
        {
            content.Position = 0;
            table = Table.ReadCsv(content, options);
        }
        catch (TableFormatException)
        {
            return false;
        }

        // What was read must be what is written of it.
        table.Describe().ToString();
        using var writer = new StringWriter();
        var kinds = table.ColumnNames.ToDictionary(name => name, name => table.KindOf(name) is CellKind.Missing ? CellKind.Text : table.KindOf(name));
        var plain = new CsvOptions { Delimiter = ',', HasHeader = true, TrimSpaces = false, MissingValues = [""], ColumnKinds = kinds };
        table.WriteCsv(writer, plain);
        Table again = Table.ParseCsv(writer.ToString(), plain);
        for (int row = 0; row < table.RowCount; row++)
        {
            if (again[row].ToString() != table[row].ToString()) throw new InvalidDataException($"Row {row} is written as another one.");
        }
        return true;
    }

    private static bool IdxFile(Stream stream)
    {
        try
        {
            Idx.Read(stream, MaximumBytes);
            return true;
        }
        catch (DataFormatException)
        {
            return false;
        }
    }

    private static bool ModelFile(Stream stream)
    {
        Model model;
        try
        {
            model = Model.Load(stream, Limits);
        }
        catch (ModelFileException)
        {
            return false;
        }

        // What was loaded must work, and must be what its own file says.
        if (model.Recipe is null) model.Predict(new double[model.Network.InputLayer.Count]);
        else AnswerARow(model);
        byte[] saved = Saved(model);
        if (!Saved(Model.Load(new MemoryStream(saved))).SequenceEqual(saved)) throw new InvalidDataException("The saved model loads as another one.");
        return true;
    }

    /// <summary>A model with a recipe answers a row of cells that its own recipe knows, and one without a value.</summary>
    public static void AnswerARow(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        try
        {
            model.Predict(model.Recipe!.Columns.ToDictionary(column => column.Name, Known));
            model.Predict(model.Recipe.Columns.ToDictionary(column => column.Name, _ => Cell.Missing));
        }
        catch (RecipeException)
        {
            // A number that its scaling does not take, or a gap that is refused.
        }
    }

    private static Cell Known(RecipeColumn column) => column.Encoding switch
    {
        CategoryEncoding category => category.Categories.Concat(category.RareCategories).First(),
        OrderedEncoding ordered => ordered.Categories[^1],
        TruthEncoding truth => truth.Yes ?? "yes",
        DateEncoding date => date.First,
        _ => 1.0,
    };

    private static byte[] Saved(Model model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
