using System.Text;
using System.Text.RegularExpressions;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Persistence;

namespace NodeNet.Tests.Persistence;

/// <summary>Model files as text, and a model with everything in it.</summary>
internal static partial class ModelText
{
    public static string Of(Network network) => Of(stream => network.Save(stream));

    public static string Of(Model model) => Of(stream => model.Save(stream));

    public static Network LoadNetwork(string text, ModelFileLimits? limits = null) => Network.Load(Stream(text), limits);

    public static Model LoadModel(string text, ModelFileLimits? limits = null) => Model.Load(Stream(text), limits);

    /// <summary>A saved model or network as one writes it by hand: without its checksum.</summary>
    public static string WithoutChecksum(string text) => ChecksumMember().Replace(text, "");

    /// <summary>2-3-2 with a skip, a missing connection, frozen parts, a node without bias, one with its own activation function, labels, scaling, names,
    /// classes and a loss.</summary>
    public static Model WithEverything()
    {
        Network network = new NetworkBuilder("width", "height")
            .AddLayer(3, new Tanh())
            .AddLayer(2, new Softmax(), from: [0, 1])
            .Build(seed: 5);
        network.Node("h1").Bias = 0.1;
        network.Node("h2").HasBias = false;
        network.Node("h2").ActivationFunction = new LeakyReLU(0.2);
        network.Node("h3").Bias = -0.0;
        network.Node("h3").IsBiasFrozen = true;
        network.Node("h3").Label = "edge";
        network.Disconnect("x1", "y2");
        network.Connection("x1", "h1").IsFrozen = true;
        network.Connection("h2", "y2").IsFrozen = true;
        return new Model(network)
        {
            InputNames = ["width in mm", "height in mm"],
            InputScaling = Scaler.From([10, 20], [2, 0.1]),
            ClassLabels = ["good", "bad"],
            Loss = new CrossEntropy(),
        };
    }

    private static string Of(Action<Stream> save)
    {
        using var stream = new MemoryStream();
        save(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [GeneratedRegex(",\n  \"checksum\": \"[0-9a-f]{16}\"")]
    private static partial Regex ChecksumMember();

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
