using NodeNet.Recipes;

namespace NodeNet.Persistence;

/// <summary>Writes and reads what a model promises of its answers.</summary>
internal static class ConformalFile
{
    public static void Write(JsonWriter json, Conformal promise)
    {
        json.BeginObject("conformal");
        json.Write("coverage", promise.Coverage);
        json.WriteNumbers("margins", [.. promise.Margins]);
        json.Write("rows", promise.RowCount);
        json.EndObject();
    }

    public static Conformal Read(JsonValue value, Recipe? recipe)
    {
        if (recipe is null) throw value.Trouble("A model without a recipe has no intervals.");
        JsonMembers members = value.Members("coverage", "margins", "rows");
        double coverage = members["coverage"].Number();
        if (!(coverage > 0.0 && coverage < 1.0)) throw members["coverage"].Trouble("A coverage is above 0 and below 1.");
        double[] margins = members["margins"].Numbers(Model.MarginCount(recipe), recipe.ClassLabels is null ? "one for each target" : "one for the classes");
        int below = Array.FindIndex(margins, margin => margin < 0.0);
        if (below >= 0) throw members["margins"].TroubleAt(below, "A margin is 0 or above.");
        return new Conformal(coverage, margins, members["rows"].Int32(1, int.MaxValue));
    }
}
