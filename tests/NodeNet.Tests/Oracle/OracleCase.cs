using System.Text.Json;

namespace NodeNet.Tests.Oracle;

/// <summary>One case of the oracle: a network, some examples, and what another library computes from them. Nodes and layers count from 0; the input layer has
/// no entry in the lists by layer.</summary>
internal sealed class OracleCase
{
    private static readonly JsonSerializerOptions _json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true };

    public required string Name { get; init; }

    /// <summary>The layers' sizes, the inputs first.</summary>
    public required int[] Layers { get; init; }

    /// <summary>By layer: a name for the layer, or a list of names, one a node.</summary>
    public required JsonElement[] Activations { get; init; }

    public required string Loss { get; init; }

    /// <summary>A name of the catalogue, perhaps followed by "+l2(λ)".</summary>
    public required string Optimizer { get; init; }

    public required double LearningRate { get; init; }

    /// <summary>[layer][target][source].</summary>
    public required double[][][] Weights { get; init; }

    /// <summary>[layer][node].</summary>
    public required double[][] Biases { get; init; }

    public required double[][] Inputs { get; init; }

    public required double[][] Targets { get; init; }

    /// <summary>[layer][example][node].</summary>
    public required double[][][] NetInputs { get; init; }

    /// <summary>[layer][example][node].</summary>
    public required double[][][] LayerActivations { get; init; }

    public required double MeanLoss { get; init; }

    /// <summary>∂Loss/∂weight of the batch mean: [layer][target][source].</summary>
    public required double[][][] WeightGradients { get; init; }

    /// <summary>∂Loss/∂bias of the batch mean: [layer][node].</summary>
    public required double[][] BiasGradients { get; init; }

    /// <summary>One optimiser step after the other, each on the whole batch.</summary>
    public required OracleStep[] Steps { get; init; }

    /// <summary>All cases of some files, by a name that no two have.</summary>
    /// <exception cref="InvalidOperationException">A file holds no cases.</exception>
    /// <exception cref="JsonException">A file is no oracle.</exception>
    public static IReadOnlyDictionary<string, OracleCase> ReadAll(IEnumerable<string> files)
    {
        var cases = new Dictionary<string, OracleCase>();
        foreach (string path in files)
        {
            string file = Path.GetFileName(path);
            OracleCase[] found = JsonSerializer.Deserialize<OracleFile>(File.ReadAllText(path), _json)!.Cases;
            if (found.Length == 0) throw new InvalidOperationException($"{file} holds no cases.");
            for (int i = 0; i < found.Length; i++)
                cases.Add($"{file} {i}: {found[i].Name}", found[i]);
        }
        return cases;
    }

    private sealed class OracleFile
    {
        public required OracleCase[] Cases { get; init; }
    }
}

/// <summary>The parameters after a step, shaped like those of <see cref="OracleCase"/>.</summary>
internal sealed class OracleStep
{
    public required double LossBefore { get; init; }

    public required double[][][] Weights { get; init; }

    public required double[][] Biases { get; init; }
}
