using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Oracle;

/// <summary>Builds with NodeNet what a case of the oracle describes; the names are those of <see cref="Catalogue"/>.</summary>
internal static partial class OracleNetwork
{
    public static Network Build(OracleCase oracle)
    {
        var builder = new NetworkBuilder(oracle.Layers[0]);
        for (int l = 0; l < oracle.Activations.Length; l++)
            AddLayer(builder, oracle.Layers[l + 1], oracle.Activations[l]);

        Network network = builder.Build(seed: 1);
        for (int l = 0; l < oracle.Weights.Length; l++)
        {
            network.Layers[l + 1].SetWeights(oracle.Weights[l]);
            network.Layers[l + 1].SetBiases(oracle.Biases[l]);
        }
        return network;
    }

    public static ILoss Loss(OracleCase oracle) => Catalogue.Losses.Create(oracle.Loss);

    public static DataSet Data(OracleCase oracle) => DataSet.From(oracle.Inputs, oracle.Targets);

    public static TrainerOptions Options(OracleCase oracle)
    {
        // "gradient_descent+l2(0.01)": PyTorch's weight_decay, which pulls at biases too.
        Match match = OptimizerWithL2().Match(oracle.Optimizer);
        if (!match.Success) throw new FormatException($"\"{oracle.Optimizer}\" is not an optimizer, perhaps followed by +l2(λ).");
        bool hasL2 = match.Groups["l2"].Success;
        return new TrainerOptions
        {
            LearningRate = oracle.LearningRate,
            Optimizer = WithDecayOfBiases(Catalogue.Optimizers.Create(match.Groups["optimizer"].Value)),
            L2 = hasL2 ? double.Parse(match.Groups["l2"].Value, CultureInfo.InvariantCulture) : 0.0,
            PenalizeBiases = hasL2,
        };
    }

    /// <summary>PyTorch's AdamW decays biases like weights; NodeNet's does so only when told.</summary>
    private static IOptimizer WithDecayOfBiases(IOptimizer optimizer) =>
        optimizer is AdamW adamW ? new AdamW(adamW.Beta1, adamW.Beta2, adamW.Decay, adamW.Epsilon, decaysBiases: true) : optimizer;

    private static void AddLayer(NetworkBuilder builder, int nodes, JsonElement activation)
    {
        if (activation.ValueKind == JsonValueKind.Array)
            builder.AddLayer([.. activation.EnumerateArray().Select(name => Catalogue.Activations.Create(name.GetString()!))]);
        else if (Catalogue.LayerActivations.Names.Contains(activation.GetString()))
            builder.AddLayer(nodes, Catalogue.LayerActivations.Create(activation.GetString()!));
        else
            builder.AddLayer(nodes, Catalogue.Activations.Create(activation.GetString()!));
    }

    [GeneratedRegex(@"^(?<optimizer>[^+]+?)(\+l2\((?<l2>[^)]+)\))?$")]
    private static partial Regex OptimizerWithL2();
}
