using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Recipes;

namespace NodeNet;

/// <summary>A network with what it needs to answer in the units and words of its users: how its inputs and targets were scaled, what inputs, outputs and
/// classes are called.</summary>
/// <remarks>
/// <para>The network is the one that was given, not a copy: what training changes, the model predicts with and saves. So it is of a variant,
/// <c>model with { Threshold = 0.3 }</c>.</para>
/// <para>Threads: any number of threads may predict at the same time, as long as none changes the network; see <see cref="Network"/>. <see cref="Freeze()"/>
/// gives a snapshot that no change reaches.</para>
/// <para>A prediction that is too large for a double, in the network or in the units of the targets, is ±∞.</para>
/// </remarks>
/// <example><code>
/// var model = new Model(network) { InputScaling = scaler, ClassLabels = ["setosa", "versicolor", "virginica"] };
/// Console.WriteLine(model.Classify([5.1, 3.5, 1.4, 0.2]));    // setosa (98%)
/// model.Save("iris.json");
/// </code></example>
public sealed partial record Model
{
    /// <summary>Creates a model that, until told otherwise, takes numbers as the network does and calls inputs and outputs by their labels or names.</summary>
    /// <param name="network">The network.</param>
    public Model(Network network) => Network = Guard.NotNull(network);

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The recipe that turned the training table into the network's numbers, or null if the network was trained on numbers as they are given to it.
    /// With a recipe the model answers rows of named cells, and scalers of its own it has none.</summary>
    /// <exception cref="ArgumentException">On setting: the network has not one input for each of the recipe's, or one output for each.</exception>
    public Recipe? Recipe
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>From which output on the second of two classes is answered, where the network has a single output. From 0 to 1; default: 0.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: it is not from 0 to 1.</exception>
    public double Threshold
    {
        get;
        init => field = value is >= 0.0 and <= 1.0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Threshold), value, $"Threshold is {MessageText.Exact(value)}; it must be from 0 to 1.");
    }
    = 0.5;

    /// <summary>Where the model comes from, or null if that is not told.</summary>
    public ModelOrigin? Origin { get; init; }

    /// <summary>The scaler that the inputs of the training data went through, or null if they went in as they were.</summary>
    /// <exception cref="ArgumentException">On setting: it has not one column for each input.</exception>
    public Scaler? InputScaling
    {
        get;
        init => field = Checked(value, Network.InputLayer, nameof(InputScaling));
    }

    /// <summary>The scaler that the targets of the training data went through, or null if they were learned as they were. Predictions are brought back to the
    /// targets' own units.</summary>
    /// <exception cref="ArgumentException">On setting: it has not one column for each output.</exception>
    public Scaler? TargetScaling
    {
        get;
        init => field = Checked(value, Network.OutputLayer, nameof(TargetScaling));
    }

    /// <summary>What the inputs are called, in their order. Default: each input node's label, or its name (x1, x2, …).</summary>
    /// <exception cref="ArgumentException">On setting: there is not one name for each input, or a name is blank or there twice.</exception>
    public IReadOnlyList<string> InputNames
    {
        get => OwnInputNames ?? Recipe?.InputNames ?? [.. Network.InputLayer.Nodes.Select(node => node.Label ?? node.Name)];
        init => OwnInputNames = Checked(value, Network.InputLayer.Count, nameof(InputNames), "input");
    }

    /// <summary>What the outputs are called, in their order. Default: each output node's label, or its name (y1, y2, …).</summary>
    /// <exception cref="ArgumentException">On setting: there is not one name for each output, or a name is blank or there twice.</exception>
    public IReadOnlyList<string> OutputNames
    {
        get => OwnOutputNames ?? Recipe?.OutputNames ?? [.. Network.OutputLayer.Nodes.Select(node => node.Label ?? node.Name)];
        init => OwnOutputNames = Checked(value, Network.OutputLayer.Count, nameof(OutputNames), "output");
    }

    /// <summary>What the classes are called: one label for each output or, with a single output, one for 0 and one for 1. Null if the model has none. Default:
    /// the labels of several output nodes, if each has one.</summary>
    /// <exception cref="ArgumentException">On setting: the number of labels does not fit, or a label is blank or there twice.</exception>
    public IReadOnlyList<string>? ClassLabels
    {
        get
        {
            if (OwnClassLabels is not null || Recipe is not null) return OwnClassLabels ?? Recipe!.ClassLabels;
            Layer outputs = Network.OutputLayer;
            return outputs.Count > 1 && outputs.Nodes.All(node => node.Label is not null) ? [.. outputs.Nodes.Select(node => node.Label!)] : null;
        }
        init => OwnClassLabels = value is null ? null : Checked(value, Classes.CountFor(Network.OutputLayer.Count), nameof(ClassLabels), "class");
    }

    /// <summary>The loss that the network was trained to make small, or null if that is not told. It is kept for whoever measures or trains the model
    /// further.</summary>
    public ILoss? Loss { get; init; }

    internal IReadOnlyList<string>? OwnInputNames { get; init; }

    internal IReadOnlyList<string>? OwnOutputNames { get; init; }

    internal IReadOnlyList<string>? OwnClassLabels { get; init; }

    /// <summary>A snapshot for serving predictions: it stays as model and network are now, and any number of threads may use it.</summary>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public Predictor Freeze() => Freeze(Precision.Double);

    /// <summary>As <see cref="Freeze()"/>, with answers in a precision: in single precision the network's have about 7 digits, come up to twice as fast, and
    /// take half the memory. Scaling and whatever else the model does with them stay in double precision.</summary>
    /// <param name="precision">The precision. Where the environment variable NODENET_FAST turns the fast loops off there is double only.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="precision"/> is not one of the two.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public Predictor Freeze(Precision precision) => new(new Model(Network.Frozen(precision))
    {
        Recipe = Recipe,
        Threshold = Threshold,
        Origin = Origin,
        InputScaling = InputScaling,
        TargetScaling = TargetScaling,
        OwnInputNames = OwnInputNames,
        OwnOutputNames = OwnOutputNames,
        OwnClassLabels = OwnClassLabels,
        Loss = Loss,
    });

    /// <summary>A model is itself alone: two are equal only if they are one.</summary>
    /// <param name="other">Another model.</param>
    public bool Equals(Model? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>"model of sepal length, … → setosa, versicolor, virginica: 4-5-3 network: tanh; softmax; 43 parameters".</summary>
    public override string ToString() =>
        $"model of {MessageText.List(Recipe?.ColumnNames ?? InputNames)} → {MessageText.List(ClassLabels ?? OutputNames)}: {Network}";

    /// <summary>Whether examples have the model's widths and name its classes; errors name <paramref name="argument"/>.</summary>
    internal void CheckFits([NotNull] DataSet? data, [CallerArgumentExpression(nameof(data))] string? argument = null)
    {
        Guard.NotNull(data, argument);
        if (Recipe is not null)
            throw new ArgumentException("The model has a recipe, so it is measured on a table of its users' own rows, not on a data set.", argument);
        Network.CheckFits(data, argument);
        if (ClassLabels is { } labels) data.CheckSameClasses(labels, "the model", argument);
    }

    private static ReadOnlyCollection<string> Checked(IReadOnlyList<string> names, int count, string property, string noun)
    {
        Guard.NotNull(names, property);
        if (names.Count != count)
        {
            throw new ArgumentException($"{property} has {MessageText.Count(names.Count, "name")}; there must be {count}, one for each {noun}.", property);
        }
        return MessageText.TroubleOf(names) is { } trouble
            ? throw new ArgumentException($"{property}: {trouble}", property)
            : Array.AsReadOnly<string>([.. names]);
    }

    private Recipe? Checked(Recipe? recipe)
    {
        if (recipe is not null && (InputScaling ?? TargetScaling) is not null)
            throw new ArgumentException("A model with a recipe has no scalers beside it: the recipe scales.", nameof(recipe));
        if (recipe is null || (recipe.InputCount == Network.InputLayer.Count && recipe.OutputCount == Network.OutputLayer.Count)) return recipe;
        throw new ArgumentException(
            $"The recipe makes {MessageText.Count(recipe.InputCount, "input")} and reads {MessageText.Count(recipe.OutputCount, "output")}; the network has "
                + $"{Network.InputLayer.Count} and {Network.OutputLayer.Count}.", nameof(recipe));
    }

    private Scaler? Checked(Scaler? scaler, Layer layer, string property)
    {
        if (scaler is null) return null;
        if (Recipe is not null) throw new ArgumentException("A model with a recipe has no scalers beside it: the recipe scales.", property);
        return scaler.Offsets.Count == layer.Count
            ? scaler
            : throw new ArgumentException(
                $"The scaler was fitted on {MessageText.Count(scaler.Offsets.Count, "column")}; the {layer.Name} layer has "
                    + $"{MessageText.Count(layer.Count, "node")}.", property);
    }
}
