using System.Text.Json;
using System.Text.Json.Nodes;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Onnx.Format;
using NodeNet.Onnx.Reading;
using NodeNet.Onnx.Writing;
using NodeNet.Persistence;

namespace NodeNet.Onnx;

/// <summary>An ONNX file as NodeNet's model: its network can be trained further.</summary>
/// <remarks>
/// <para>What is read: the layouts of <c>torch.onnx.export</c>, of scikit-learn's converters, of Keras' dense layers and of NodeNet itself, with numbers as
/// float16, float or double. Normalization becomes part of weights and biases; scaling of the inputs and of the answers becomes scalers. docs/onnx.md lists
/// the operators.</para>
/// <para>Nothing in a file is executed, and no memory is taken for a length that the file's bytes do not bear out.</para>
/// </remarks>
/// <example><code>
/// OnnxModel read = OnnxModel.Load("fruit.onnx");
/// double[] answers = read.Model.Predict([0.3, 1.7]);
/// new Trainer(read.Network, new SumOfSquaredErrors()).Train(data);
/// </code></example>
public sealed class OnnxModel
{
    private OnnxModel(Model model, string producer) => (Model, Producer) = (model, producer);

    /// <summary>The model: the network with its scaling, class labels and threshold, as far as the graph has them.</summary>
    public Model Model { get; }

    /// <summary>The model's network.</summary>
    public Network Network => Model.Network;

    /// <summary>The program that wrote the file, as it calls itself; "" if it does not.</summary>
    public string Producer { get; }

    /// <summary>Reads an ONNX file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How large it, and the network, may be; null takes the defaults.</param>
    /// <exception cref="OnnxFileException">The content is damaged, is beyond a limit, or holds what a feed-forward network cannot express; the message names
    /// the graph's node.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static OnnxModel Load(string path, ModelFileLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        limits = Checked(limits);
        long length = new FileInfo(path).Length;
        if (length > limits.MaximumBytes) throw TooLong(limits);
        return Load(File.ReadAllBytes(path), limits);
    }

    /// <summary>As <see cref="Load(string, ModelFileLimits?)"/>, from a stream: from where it stands to its end. The stream stays open.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="limits">How large it, and the network, may be; null takes the defaults.</param>
    /// <exception cref="OnnxFileException">As with a file.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    public static OnnxModel Load(Stream stream, ModelFileLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits = Checked(limits);
        using var content = new MemoryStream();
        var part = new byte[1 << 16];
        for (int count; (count = stream.Read(part)) > 0;)
        {
            if (content.Length + count > limits.MaximumBytes) throw TooLong(limits);
            content.Write(part, 0, count);
        }
        return Load(content.GetBuffer().AsMemory(0, (int)content.Length), limits);
    }

    /// <summary>"ONNX file of pytorch: model of x1, x2 → y1: …".</summary>
    public override string ToString() => $"ONNX file of {(Producer.Length == 0 ? "an unnamed program" : Producer)}: {Model}";

    private static OnnxModel Load(ReadOnlyMemory<byte> bytes, ModelFileLimits limits)
    {
        ModelMessage file = OnnxReader.Read(bytes);
        if (file.HasFunctions) throw new OnnxFileException("The file defines operators of its own; save it with them written out.");
        try
        {
            return new OnnxModel(Read(file, limits), file.Producer);
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException or OverflowException)
        {
            // As two classes with one label, or a weight that is infinite once it is scaled.
            throw new OnnxFileException($"The graph makes no network: {wrong.Message}", null, wrong);
        }
    }

    private static Model Read(ModelMessage file, ModelFileLimits limits)
    {
        var graph = new GraphReader(file.Graph, limits);
        graph.Read();
        var answers = new GraphAnswers(graph, file.Graph);
        Network network = new NetworkAssembly(graph.Plan, limits, file.Producer == ModelWriter.ProducerName).Build(answers.Nodes);
        string? PropertyOf(string key) => file.Properties.FirstOrDefault(property => property.Key == key).Value;
        double threshold = answers.Threshold ?? 0.5;
        ILoss? loss = PropertyOf(ModelWriter.LossProperty) is { } named ? LossOf(named) : null;
        if (HasRecipe(graph, answers) || PropertyOf(ModelWriter.TargetsProperty) is not null)
        {
            return RecipeFile.WithRecipe(
                new Model(network) { Threshold = threshold, Loss = loss }, graph.Cells, graph.Plan, Targets(answers, PropertyOf(ModelWriter.TargetsProperty)));
        }
        return new Model(network)
        {
            InputScaling = InputScaling(graph.Plan),
            TargetScaling = answers.Scaling,
            InputNames = Names(PropertyOf(ModelWriter.InputsProperty), graph.Plan.InputCount) ?? graph.Cells.Select(cell => cell.Name).ToArray(),
            OutputNames = Names(PropertyOf(ModelWriter.OutputsProperty), network.OutputLayer.Count)
                ?? network.OutputLayer.Nodes.Select(node => node.Name).ToArray(),
            ClassLabels = answers.Labels,
            Threshold = threshold,
            Loss = loss,
        };
    }

    /// <summary>Whether the graph does with a row what only a recipe can.</summary>
    private static bool HasRecipe(GraphReader graph, GraphAnswers answers) =>
        graph.Cells.Exists(cell => cell.IsText || cell.Fill is not null || cell.MarksMissing) || graph.Plan.Logarithms.Count > 0
            || answers.Logarithms.Any(logarithm => logarithm is not null);

    private static JsonArray Targets(GraphAnswers answers, string? names)
    {
        if (answers.Labels is { } labels)
        {
            return [new JsonObject
            {
                ["name"] = Names(names, 1)?[0] ?? "class",
                ["classes"] = new JsonArray([.. labels.Select(label => (JsonNode)label)]),
            }];
        }
        string[]? known = Names(names, answers.Nodes.Count);
        return new JsonArray([.. answers.Nodes.Select((_, i) => (JsonNode)new JsonObject
        {
            ["name"] = known?[i] ?? $"y{i + 1}",
            ["scaling"] = RecipeFile.Scaling(answers.Scaling?.Offsets[i] ?? 0.0, answers.Scaling?.Factors[i] ?? 1.0, answers.Logarithms[i]),
        })]);
    }

    private static Scaler? InputScaling(NetworkPlan plan)
    {
        (double Offset, double Factor)[] scalings = [.. plan.Inputs.Select(input => plan.Scalings.GetValueOrDefault(input, (0.0, 1.0)))];
        return Array.TrueForAll(scalings, scaling => scaling is (0.0, 1.0))
            ? null
            : Scaler.From([.. scalings.Select(scaling => scaling.Offset)], [.. scalings.Select(scaling => scaling.Factor)]);
    }

    /// <summary>The names of a property, if there are as many as there must be.</summary>
    private static string[]? Names(string? json, int count)
    {
        if (json is null) return null;
        try
        {
            string[]? names = (JsonNode.Parse(json) as JsonArray)?.Select(name => (string?)name ?? "").ToArray();
            return names?.Length == count ? names : null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            throw new OnnxFileException("A list of names in the file's metadata is no JSON array of texts.", null, wrong);
        }
    }

    private static ILoss? LossOf(string name) => Catalogue.Losses.Contains(name.Split('(')[0]) ? Catalogue.Losses.Create(name) : null;

    private static ModelFileLimits Checked(ModelFileLimits? limits)
    {
        limits ??= ModelFileLimits.Default;
        limits.Validate();
        return limits;
    }

    private static OnnxFileException TooLong(ModelFileLimits limits) =>
        new($"The file has more than the limit of {limits.MaximumBytes} bytes ({nameof(ModelFileLimits.MaximumBytes)}).");
}
