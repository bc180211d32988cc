using NodeNet.Recipes;

namespace NodeNet.Persistence;

/// <summary>Writes the recipe of a model file; docs/file-format.md describes it.</summary>
internal static class RecipeWriter
{
    public static void Write(JsonWriter json, Recipe recipe)
    {
        json.BeginObject("recipe");
        json.BeginList("columns");
        foreach (RecipeColumn column in recipe.Columns) WriteColumn(json, column);
        json.EndList();
        json.BeginList("targets");
        foreach (RecipeTarget target in recipe.Targets) WriteTarget(json, target);
        json.EndList();
        if (recipe.DropsMissingTargets) json.Write("dropsMissingTargets", 1);
        json.EndObject();
    }

    private static void WriteColumn(JsonWriter json, RecipeColumn column)
    {
        json.BeginObject();
        json.Write("name", column.Name);
        json.Write("kind", RecipeWords.Kinds.Of(column.Kind));
        switch (column.Encoding)
        {
            case NumberEncoding number: WriteScaling(json, "scaling", number); break;
            case CategoryEncoding category:
                json.WriteTexts("categories", category.Categories);
                if (category.RareCategories.Count > 0) json.WriteTexts("rare", category.RareCategories);
                json.Write("unknown", RecipeWords.Unknowns.Of(category.Unknown));
                break;
            case OrderedEncoding ordered:
                json.WriteTexts("order", ordered.Categories);
                WriteScaling(json, "scaling", ordered.Place);
                break;
            case TruthEncoding { Yes: { } yes, No: { } no }: json.WriteTexts("words", [no, yes]); break;
            case DateEncoding date: WriteDate(json, date); break;
        }
        if (column.Missing != MissingRule.Refuse) json.Write("missing", RecipeWords.Missings.Of(column.Missing));
        if (!column.Fill.IsMissing) WriteCell(json, "fill", column.Fill);
        if (column.MarksMissing) json.Write("marksMissing", 1);
        WriteFacts(json, column.Facts);
        json.EndObject();
    }

    private static void WriteTarget(JsonWriter json, RecipeTarget target)
    {
        json.BeginObject();
        json.Write("name", target.Name);
        if (target is ClassTarget classes) json.WriteTexts("classes", classes.Classes);
        else WriteScaling(json, "scaling", ((NumberTarget)target).Encoding);
        json.EndObject();
    }

    private static void WriteDate(JsonWriter json, DateEncoding date)
    {
        json.WriteTexts("parts", RecipeWords.PartsOf(date.Parts));
        json.Write("first", ((Cell)date.First).ToString());
        if (date.Year is not null) WriteScaling(json, "year", date.Year);
        if (date.DaysSince is not null) WriteScaling(json, "daysSince", date.DaysSince);
    }

    private static void WriteScaling(JsonWriter json, string name, NumberEncoding scaling)
    {
        json.BeginObject(name);
        json.Write("rule", RecipeWords.Scalings.Of(scaling.Scaling));
        json.Write("offset", scaling.Offset);
        json.Write("factor", scaling.Factor);
        json.EndObject();
    }

    private static void WriteFacts(JsonWriter json, ColumnFacts facts)
    {
        json.BeginObject("training");
        json.Write("rows", facts.Count);
        json.Write("missing", facts.MissingCount);
        json.Write("different", facts.DistinctCount);
        if (!facts.Least.IsMissing)
        {
            WriteCell(json, "least", facts.Least);
            WriteCell(json, "most", facts.Most);
        }
        if (facts.IsDistinctEstimated) json.Write("differentIsEstimated", 1);
        if (facts.RankError > 0.0) json.Write("rankError", facts.RankError);
        json.EndObject();
    }

    /// <summary>A number as a number, all else as text, which its column's kind reads.</summary>
    private static void WriteCell(JsonWriter json, string name, Cell cell)
    {
        if (cell.Kind == CellKind.Number) json.Write(name, cell.Number);
        else json.Write(name, cell.ToString());
    }
}
