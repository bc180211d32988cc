using System.Text.Json.Nodes;
using NodeNet.Onnx.Writing;
using NodeNet.Recipes;

namespace NodeNet.Onnx.Reading;

/// <summary>Writes what a graph does with a user's row as the recipe of a model file, which the core reads and checks.</summary>
internal static class RecipeFile
{
    /// <summary>The version of the model file's format that has recipes.</summary>
    private const int RecipeVersion = 2;

    /// <summary>A model with the recipe of a graph.</summary>
    /// <param name="model">The network with its loss and threshold.</param>
    /// <param name="cells">The columns.</param>
    /// <param name="plan">How numbers are scaled.</param>
    /// <param name="targets">The targets, as a model file has them.</param>
    /// <exception cref="OnnxFileException">They make no recipe.</exception>
    public static Model WithRecipe(Model model, IReadOnlyList<Cells> cells, NetworkPlan plan, JsonArray targets)
    {
        using var bare = new MemoryStream();
        model.Save(bare);
        bare.Position = 0;
        JsonObject file = JsonNode.Parse(bare)!.AsObject();
        file["version"] = RecipeVersion;
        file.Remove("checksum"); // of the model without its recipe
        file["recipe"] = new JsonObject { ["columns"] = new JsonArray([.. cells.Select(cell => (JsonNode)Of(cell, plan))]), ["targets"] = targets };
        using var whole = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file.ToJsonString()));
        try
        {
            return Model.Load(whole);
        }
        catch (Persistence.ModelFileException wrong)
        {
            throw new OnnxFileException($"The graph's inputs make no recipe: {wrong.Message}", null, wrong);
        }
    }

    /// <summary>A scaling as a model file has it.</summary>
    public static JsonObject Scaling(double offset, double factor, NumberScaling? logarithm) => new()
    {
        ["rule"] = logarithm switch
        {
            NumberScaling.Log => "log",
            NumberScaling.LogOnePlus => "logOnePlus",
            _ => offset == 0.0 && factor == 1.0 ? "none" : "standard",
        },
        ["offset"] = offset,
        ["factor"] = factor,
    };

    private static JsonObject Of(Cells cell, NetworkPlan plan)
    {
        var column = new JsonObject { ["name"] = cell.Name };
        switch (cell.Kind)
        {
            case ColumnKind.Number: AddNumber(column, cell, plan); break;
            case ColumnKind.Category: AddCategory(column, cell); break;
            case ColumnKind.OrderedCategory:
                column["kind"] = "ordered";
                column["order"] = Texts(cell.Words.Where((word, i) => word.Length > 0));
                column["scaling"] = ScalingOf(cell, plan);
                break;
            default: AddTruth(column, cell); break;
        }
        if (cell.IsText) AddMissing(column, cell);
        if (cell.MarksMissing) column["marksMissing"] = 1;
        var training = new JsonObject { ["rows"] = 0, ["missing"] = 0, ["different"] = 0 };
        if (!cell.IsText) (training["least"], training["most"]) = (double.MinValue, double.MaxValue); // not told by the file, so nothing is beyond it
        column["training"] = training;
        return column;
    }

    private static void AddNumber(JsonObject column, Cells cell, NetworkPlan plan)
    {
        column["kind"] = "number";
        column["scaling"] = ScalingOf(cell, plan);
        if (cell.Fill is not { } fill) return;
        column["missing"] = "constant";
        column["fill"] = fill;
    }

    /// <summary>Words that share a place, and those for which unknown ones are taken, are the rare ones.</summary>
    private static void AddCategory(JsonObject column, Cells cell)
    {
        ILookup<long, string> words = cell.Words.Zip(cell.Places).Where(pair => pair.First.Length > 0 && pair.Second >= 0)
            .ToLookup(pair => pair.Second, pair => pair.First);
        bool IsRare(long place) => place == cell.Others || words[place].Count() > 1;
        column["kind"] = "category";
        column["categories"] = Texts(words.OrderBy(group => group.Key).Where(group => !IsRare(group.Key)).Select(group => group.First()));
        string[] rare = [.. words.Where(group => IsRare(group.Key)).SelectMany(group => group)];
        if (rare.Length > 0) column["rare"] = Texts(rare);
        column["unknown"] = cell.Others switch { RecipeGraph.Refused => "refuse", RecipeGraph.NoPlace => "allZeros", _ => "rare" };
    }

    private static void AddTruth(JsonObject column, Cells cell)
    {
        column["kind"] = "truth";
        string[] yes = [.. cell.Words.Where((word, i) => word.Length > 0 && cell.Places[i] == 1)];
        string[] no = [.. cell.Words.Where((word, i) => word.Length > 0 && cell.Places[i] == 0)];
        if (yes.Length == 1 && no.Length == 1) column["words"] = Texts([no[0], yes[0]]);
    }

    private static void AddMissing(JsonObject column, Cells cell)
    {
        int gap = cell.Words.ToList().IndexOf("");
        long place = gap < 0 ? cell.Others : cell.Places[gap];
        if (place == RecipeGraph.Refused) return;
        string? word = cell.Words.Where((known, i) => known.Length > 0 && cell.Places[i] == place).FirstOrDefault();
        if (word is null && place >= 0)
        {
            column["missing"] = "ownCategory";
            return;
        }
        column["missing"] = "constant";
        column["fill"] = word ?? "(none of them)";
    }

    private static JsonObject ScalingOf(Cells cell, NetworkPlan plan)
    {
        (double offset, double factor) = plan.Scalings.GetValueOrDefault(cell.Input, (0.0, 1.0));
        return Scaling(offset, factor, plan.Logarithms.TryGetValue(cell.Input, out NumberScaling logarithm) ? logarithm : null);
    }

    private static JsonArray Texts(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode)word)]);
}
