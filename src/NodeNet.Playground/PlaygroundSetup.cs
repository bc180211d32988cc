using System.Text;
using System.Text.Json;
using NodeNet.Data;

namespace NodeNet.Playground;

/// <summary>A network and its examples as the page reads them.</summary>
internal static class PlaygroundSetup
{
    private const int MostRows = 10_000;
    private const int MostParameters = 20_000;

    public static string Of(Network network, DataSet data, double learningRate, string loss)
    {
        ArgumentNullException.ThrowIfNull(data);
        network.CheckFits(data, nameof(data));
        if (data.Count > MostRows) throw new ArgumentException($"data has {data.Count} examples; the page takes at most {MostRows}.", nameof(data));
        if (network.ParameterCount > MostParameters)
        {
            throw new ArgumentException(
                $"The network has {network.ParameterCount} weights and biases; the page takes at most {MostParameters}.", nameof(network));
        }
        ArgumentOutOfRangeException.ThrowIfNegative(learningRate);
        if (!double.IsFinite(learningRate)) throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "learningRate must be finite.");
        _ = Catalogue.Losses.Create(loss); // names the known ones if it is none

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) // escapes <, > and & as well
            Write(json, network, data, learningRate, loss);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Network network, DataSet data, double learningRate, string loss)
    {
        json.WriteStartObject();
        json.WriteString("preset", "own");
        json.WriteString("model", Model(network));
        json.WriteNumber("inputs", data.Inputs.Width);
        json.WriteString("loss", loss);
        json.WriteNumber("rate", learningRate);
        json.WriteNumber("batch", 1);
        json.WriteNumber("seed", 1);
        json.WriteString("activation", "tanh");
        json.WriteString("outputActivation", "sigmoid");
        json.WriteStartArray("hidden");
        json.WriteEndArray();
        json.WriteStartArray("rows");
        for (int i = 0; i < data.Count; i++)
        {
            json.WriteStartArray();
            foreach (double number in data.Inputs[i])
                json.WriteNumberValue(number);
            foreach (double number in data.Targets[i])
                json.WriteNumberValue(number);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Model(Network network)
    {
        using var stream = new MemoryStream();
        network.Save(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
