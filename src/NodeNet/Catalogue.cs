using System.Globalization;
using NodeNet.Activations;
using NodeNet.Initializers;
using NodeNet.Losses;
using NodeNet.Optimizers;

namespace NodeNet;

/// <summary>Everything pluggable that NodeNet brings along, by name: what files and command lines use. Nothing is found by reflection.</summary>
public static class Catalogue
{
    /// <summary>Activation functions of single nodes.</summary>
    public static Catalogue<IActivation> Activations { get; } = new("activation function", [
        new("identity", 0, 0, _ => new Identity()),
        new("sigmoid", 0, 0, _ => new Sigmoid()),
        new("relu", 0, 0, _ => new ReLU()),
        new("tanh", 0, 0, _ => new Tanh()),
        new("leaky_relu", 0, 1, p => new LeakyReLU(p.At(0, 0.01))),
        new("elu", 0, 1, p => new ELU(p.At(0, 1.0))),
        new("softplus", 0, 0, _ => new Softplus()),
        new("silu", 0, 0, _ => new SiLU()),
        new("gelu", 0, 0, _ => new GELU()),
    ]);

    /// <summary>Activation functions of whole layers.</summary>
    public static Catalogue<ILayerActivation> LayerActivations { get; } = new("activation function of a layer", [
        new("softmax", 0, 0, _ => new Softmax()),
    ]);

    /// <summary>Losses.</summary>
    public static Catalogue<ILoss> Losses { get; } = new("loss", [
        new("sse", 0, 0, _ => new SumOfSquaredErrors()),
        new("half_sse", 0, 0, _ => new HalfSumOfSquaredErrors()),
        new("mse", 0, 0, _ => new MeanSquaredError()),
        new("mae", 0, 0, _ => new MeanAbsoluteError()),
        new("huber", 0, 1, p => new Huber(p.At(0, 1.0))),
        new("binary_cross_entropy", 0, 0, _ => new BinaryCrossEntropy()),
        new("cross_entropy", 0, 0, _ => new CrossEntropy()),
    ]);

    /// <summary>Initializers.</summary>
    public static Catalogue<IInitializer> Initializers { get; } = new("initializer", [
        new("zeros", 0, 0, _ => Constant.Zero),
        new("constant", 1, 1, p => new Constant(p[0])),
        new("uniform", 2, 2, p => new Uniform(p[0], p[1])),
        new("normal", 0, 2, p => new Normal(p.At(0, 0.0), p.At(1, 1.0))),
        new("glorot_uniform", 0, 0, _ => GlorotUniform.Instance),
        new("glorot_normal", 0, 0, _ => GlorotNormal.Instance),
        new("he_uniform", 0, 0, _ => HeUniform.Instance),
        new("he_normal", 0, 0, _ => HeNormal.Instance),
        new("lecun_uniform", 0, 0, _ => LeCunUniform.Instance),
        new("lecun_normal", 0, 0, _ => LeCunNormal.Instance),
    ]);

    /// <summary>Optimizers.</summary>
    public static Catalogue<IOptimizer> Optimizers { get; } = new("optimizer", [
        new("gradient_descent", 0, 0, _ => new GradientDescent()),
        new("momentum", 0, 1, p => new Momentum(p.At(0, 0.9))),
        new("nesterov", 0, 1, p => new Nesterov(p.At(0, 0.9))),
        new("adagrad", 0, 1, p => new AdaGrad(p.At(0, 1e-10))),
        new("rmsprop", 0, 2, p => new RMSProp(p.At(0, 0.9), p.At(1, 1e-8))),
        new("adam", 0, 3, p => new Adam(p.At(0, 0.9), p.At(1, 0.999), p.At(2, 1e-8))),
        new("adamw", 0, 5, p => new AdamW(p.At(0, 0.9), p.At(1, 0.999), p.At(2, 0.01), p.At(3, 1e-8), p.At(4, 0.0) != 0.0)),
        new("rprop", 0, 4, p => new Rprop(p.At(0, 0.5), p.At(1, 1.2), p.At(2, 1e-6), p.At(3, 50.0))),
    ]);

    private static double At(this IReadOnlyList<double> parameters, int index, double otherwise) => index < parameters.Count ? parameters[index] : otherwise;
}

/// <summary>One kind of pluggable part, by name.</summary>
/// <typeparam name="T">The kind.</typeparam>
public sealed class Catalogue<T>
{
    private readonly string _kind;
    private readonly CatalogueEntry<T>[] _entries;

    internal Catalogue(string kind, CatalogueEntry<T>[] entries)
    {
        _kind = kind;
        _entries = entries;
    }

    /// <summary>All names, in the order in which they are taught.</summary>
    public IReadOnlyList<string> Names => [.. _entries.Select(entry => entry.Name)];

    /// <summary>Creates a part from its name and parameters, as each part's own <c>Name</c> property writes them: <c>"leaky_relu(0.01)"</c>. Parameters left out have their defaults.</summary>
    /// <param name="text">The name, and in parentheses the parameters, separated by commas, with a point for decimals.</param>
    /// <exception cref="ArgumentException">The name is unknown (the message lists those known), or the parameters do not fit.</exception>
    public T Create(string text)
    {
        Guard.NotNull(text);
        int open = text.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? text : text[..open];
        CatalogueEntry<T> entry = Array.Find(_entries, e => e.Name == name)
            ?? throw new ArgumentException($"No {_kind} is called \"{name}\"; there are {string.Join(", ", Names)}.", nameof(text));

        List<double> parameters = open < 0 ? [] : Parameters(text, open);
        if (parameters.Count < entry.LeastParameters || parameters.Count > entry.MostParameters)
        {
            string range = entry.LeastParameters == entry.MostParameters ? Naming.Count(entry.MostParameters, "parameter") : $"{entry.LeastParameters} to {Naming.Count(entry.MostParameters, "parameter")}";
            throw new ArgumentException($"\"{text}\" has {Naming.Count(parameters.Count, "parameter")}; {entry.Name} takes {range}.", nameof(text));
        }
        return entry.Create(parameters);
    }

    private static List<double> Parameters(string text, int open)
    {
        if (!text.EndsWith(')')) throw new ArgumentException($"\"{text}\" has no closing parenthesis.", nameof(text));
        var parameters = new List<double>();
        foreach (string part in text[(open + 1)..^1].Split(','))
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
                throw new ArgumentException($"\"{part}\" in \"{text}\" is not a number.", nameof(text));
            parameters.Add(value);
        }
        return parameters;
    }
}

/// <summary>A name, how many parameters may follow it, and what it makes.</summary>
internal sealed record CatalogueEntry<T>(string Name, int LeastParameters, int MostParameters, Func<IReadOnlyList<double>, T> Create);
