using System.Text;
using NodeNet.Datasets;
using NodeNet.Persistence;
using NodeNet.Recipes;

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

    private static bool Csv(Stream stream)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            CsvTable table = CsvTable.Read(reader);
            foreach (string column in table.Columns)
                table.Categories(column);
            table.DropMissing().Numbers(table.Columns[0]);
            return true;
        }
        catch (DataFormatException)
        {
            return false;
        }
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
