namespace NodeNet.Persistence;

/// <summary>Where a model comes from, in its file.</summary>
internal static class OriginFile
{
    private const int MostScores = 1000;

    public static void Write(JsonWriter json, ModelOrigin origin)
    {
        json.BeginObject("origin");
        if (origin.NodeNetVersion is { } version) json.Write("nodeNetVersion", version);
        if (origin.Source is { } source) json.Write("source", source);
        if (origin.Rows is { } rows) json.Write("rows", rows);
        if (origin.TableHash is { } hash) json.Write("tableHash", hash);
        if (origin.TableForm is { } form) TableFormFile.Write(json, "tableForm", form);
        if (origin.Training is { } training) json.Write("training", training);
        if (origin.LearningRate is { } rate) json.Write("learningRate", rate);
        if (origin.Scores.Count > MostScores) throw new InvalidOperationException($"The origin has {origin.Scores.Count} scores; a file holds {MostScores}.");
        if (origin.Scores.Count > 0)
        {
            json.BeginList("scores");
            foreach ((string name, double score) in origin.Scores)
            {
                json.BeginObject();
                json.Write("name", name);
                json.Write("value", score);
                json.EndObject();
            }
            json.EndList();
        }
        json.EndObject();
    }

    public static ModelOrigin Read(JsonValue value, ModelFileLimits limits)
    {
        JsonMembers members = value.Members("nodeNetVersion", "source", "rows", "tableHash", "tableForm", "training", "learningRate", "scores");
        return new ModelOrigin
        {
            NodeNetVersion = members.Find("nodeNetVersion")?.Text(limits),
            Source = members.Find("source")?.Text(limits),
            Rows = members.Find("rows")?.Int32(0, int.MaxValue),
            TableHash = members.Find("tableHash")?.Text(limits),
            TableForm = members.Find("tableForm") is { } form ? TableFormFile.Read(form, limits) : null,
            Training = members.Find("training")?.Text(limits),
            LearningRate = members.Find("learningRate") is { } rate ? ReadRate(rate) : null,
            Scores = members.Find("scores") is { } scores ? ReadScores(scores, limits) : new Dictionary<string, double>(),
        };
    }

    private static double ReadRate(JsonValue value) =>
        value.Number() is > 0.0 and var rate ? rate : throw value.Trouble("A learning rate is above 0.");

    private static Dictionary<string, double> ReadScores(JsonValue value, ModelFileLimits limits)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (JsonValue item in value.Items(0, MostScores, "one for each score"))
        {
            JsonMembers members = item.Members("name", "value");
            if (!scores.TryAdd(members["name"].Text(limits), members["value"].Number())) throw item.Trouble("This score is here twice.");
        }
        return scores;
    }
}
