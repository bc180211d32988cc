using System.Text;
using System.Text.Json;
using NodeNet.Data;

namespace NodeNet.Playground;

/// <summary>A model and its examples as the page reads them.</summary>
internal static class PlaygroundSetup
{
    /// <summary>A network with examples as they are.</summary>
    public static string Of(Network network, DataSet data, double learningRate, string loss)
    {
        ArgumentNullException.ThrowIfNull(data);
        network.CheckFits(data, nameof(data));
        var model = new Model(network) { Loss = Catalogue.Losses.Create(loss) }; // names the known ones if it is none
        return Of(model, data, learningRate, batchSize: 1, seed: 1, isFitted: false, []);
    }

    /// <summary>A model with examples in its network's numbers.</summary>
    /// <param name="model">The model; its loss is the page's.</param>
    /// <param name="data">The examples; null: there are none yet.</param>
    /// <param name="learningRate">α at the start.</param>
    /// <param name="batchSize">How many examples a step takes.</param>
    /// <param name="seed">What a new start draws from.</param>
    /// <param name="isFitted">Whether the recipe was fitted on these rows, for a new network.</param>
    /// <param name="notes">What became of the rows, a sentence each.</param>
    /// <param name="gaps">Where the rows' table had no value; null: nowhere.</param>
    public static string Of(
        Model model, DataSet? data, double learningRate, int batchSize, long seed, bool isFitted, IReadOnlyList<string> notes,
        IReadOnlyList<int[]>? gaps = null)
    {
        PlaygroundRules.CheckRows(data?.Count ?? 0);
        PlaygroundRules.CheckParameters(model.Network.ParameterCount);
        ArgumentOutOfRangeException.ThrowIfNegative(learningRate);
        if (!double.IsFinite(learningRate)) throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "learningRate must be finite.");

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) // escapes <, > and & as well
        {
            json.WriteStartObject();
            json.WriteString("preset", "own");
            json.WriteString("model", TextOf(model));
            json.WriteBoolean("fitted", isFitted);
            json.WriteNumber("inputs", model.Network.InputLayer.Count);
            json.WriteString("loss", model.Loss?.Name ?? PlaygroundRules.Loss);
            json.WriteNumber("rate", learningRate);
            json.WriteNumber("batch", batchSize);
            json.WriteNumber("seed", seed);
            json.WriteStartArray("notes");
            foreach (string note in notes) json.WriteStringValue(note);
            json.WriteEndArray();
            json.WriteStartArray("gaps");
            foreach (int[] gap in gaps ?? [])
            {
                json.WriteStartArray();
                foreach (int place in gap) json.WriteNumberValue(place);
                json.WriteEndArray();
            }
            json.WriteEndArray();
            WriteRows(json, data);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteRows(Utf8JsonWriter json, DataSet? data)
    {
        json.WriteStartArray("rows");
        for (int i = 0; i < data?.Count; i++)
        {
            json.WriteStartArray();
            foreach (double number in data.Inputs[i]) json.WriteNumberValue(number);
            foreach (double number in data.Targets[i]) json.WriteNumberValue(number);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static string TextOf(Model model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
