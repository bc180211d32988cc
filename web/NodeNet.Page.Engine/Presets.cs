using NodeNet.Foundation;

namespace NodeNet.Page;

/// <summary>What the page offers to begin with.</summary>
public static class Presets
{
    /// <summary>The names, in the order in which the page lists them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["handout", "node", "and", "or", "xor", "clouds", "circle", "spiral", "line", "digits"];

    public static Setup Of(string name) => name switch
    {
        // The handout's network 3-4-1, with the weights of its exercises. In h1 its Figure 2: 0.5 + 3.6 − 1.5 = 2.6, and sigmoid(2.6) = 0.9308616.
        "handout" => Printed(
            new Setup { Preset = name, Inputs = 3, Hidden = [4], Activation = "sigmoid", Rate = 0.01, Rows = [[1, 3, 5, 1]] },
            [[0.5, 1.2, -0.3], [0.1, 0.2, 0.3], [-0.4, 0.5, -0.2], [0.3, -0.6, 0.2]], [[0.8, 0.5, 0.1, 0.6]]),
        "node" => Printed(new Setup { Preset = name, Inputs = 3, Hidden = [], Rate = 0.01, Rows = [[1, 3, 5, 1]] }, [[0.5, 1.2, -0.3]]),
        "and" => Gate(name, 0, 0, 0, 1) with { Hidden = [] },
        "or" => Gate(name, 0, 1, 1, 1) with { Hidden = [] },
        "xor" => Gate(name, 0, 1, 1, 0),
        "clouds" => Points(name, (random, i) => i % 2 == 0 ? Around(random, 2) : Around(random, -2)) with { Rate = 0.1 },
        "circle" => Points(name, (random, i) =>
        {
            double r = i % 2 == 0 ? random.NextUniform(0, 2) : random.NextUniform(3, 5), angle = random.NextUniform(0, 2 * Math.PI);
            return (r * Math.Cos(angle), r * Math.Sin(angle));
        }) with
        { Hidden = [4], Rate = 0.1 },
        "spiral" => Points(name, (_, i) =>
        {
            double r = i / 60.0 * 5, angle = (1.75 * i / 60.0 * 2 * Math.PI) + (i % 2 * Math.PI);
            return (r * Math.Sin(angle), r * Math.Cos(angle));
        }) with
        { Hidden = [8, 8], Rate = 0.05 },
        "line" => new Setup
        {
            Preset = name,
            Inputs = 1,
            Hidden = [],
            OutputActivation = "identity",
            Rate = 0.05,
            Rows = [[-2, -0.9], [-1, -0.1], [0, 0.6], [1, 0.9], [2, 1.6]],
        },
        "digits" => new Setup
        {
            Preset = name,
            Inputs = 64,
            Hidden = [8],
            Activation = "sigmoid",
            Rate = 0.2,
            Rows = [.. Digits()],
        },
        _ => throw new ArgumentException($"There is no preset \"{name}\"; there are {string.Join(", ", Names)}."),
    };

    /// <summary>A start with these weights, layer by layer, and biases of 0.</summary>
    private static Setup Printed(Setup setup, params double[][][] weights)
    {
        Network network = setup.Build();
        for (int i = 0; i < weights.Length; i++)
        {
            network.Layers[i + 1].SetWeights(weights[i]);
            network.Layers[i + 1].SetBiases(new double[network.Layers[i + 1].Count]);
        }
        var start = new double[network.ParameterCount];
        network.CopyParametersTo(start);
        return setup with { Start = start };
    }

    /// <summary>Handwritten digits: 64 squares from 0 (paper) to 1 (ink), row after row from the upper left, and which of ten digits it is. In the file, a
    /// letter is a square's ink, from 0 to 9 and on from a to g (16).</summary>
    private static IEnumerable<double[]> Digits()
    {
        using var reader = new StreamReader(typeof(Presets).Assembly.GetManifestResourceStream("digits.txt")!);
        while (reader.ReadLine() is { } line)
        {
            int digit = line[65] - '0';
            yield return [.. line[..64].Select(ink => (char.IsAsciiDigit(ink) ? ink - '0' : ink - 'a' + 10) / 16.0),
                .. Enumerable.Range(0, 10).Select(i => i == digit ? 1.0 : 0.0)];
        }
    }

    private static Setup Gate(string name, params double[] targets) => new()
    {
        Preset = name,
        Rows = [[0, 0, targets[0]], [0, 1, targets[1]], [1, 0, targets[2]], [1, 1, targets[3]]],
    };

    private static Setup Points(string name, Func<RandomGenerator, int, (double X, double Y)> point)
    {
        var random = new RandomGenerator(1);
        return new Setup { Preset = name, Hidden = [3], Rows = [.. Enumerable.Range(0, 60).Select(i => Row(point(random, i), i))] };
    }

    private static double[] Row((double X, double Y) at, int i) => [Math.Round(at.X, 2), Math.Round(at.Y, 2), i % 2 == 0 ? 1 : 0];

    private static (double X, double Y) Around(RandomGenerator random, double middle) => (middle + random.NextNormal(), middle + random.NextNormal());
}
