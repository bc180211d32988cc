using System.Buffers;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;

namespace NodeNet;

/// <summary>A network with what it needs to answer in the units and words of its users: how its inputs and targets were scaled, what inputs, outputs and
/// classes are called.</summary>
/// <remarks>
/// <para>The network is the one that was given, not a copy: what training changes, the model predicts with and saves.</para>
/// <para>Threads: any number of threads may predict at the same time, as long as none changes the network; see <see cref="Network"/>. <see cref="Freeze"/>
/// gives a snapshot that no change reaches.</para>
/// <para>A prediction that is too large for a double, in the network or in the units of the targets, is ±∞.</para>
/// </remarks>
/// <example><code>
/// var model = new Model(network) { InputScaling = scaler, ClassLabels = ["setosa", "versicolor", "virginica"] };
/// Console.WriteLine(model.Classify([5.1, 3.5, 1.4, 0.2]));    // setosa (98%)
/// model.Save("iris.json");
/// </code></example>
public sealed class Model
{
    /// <summary>Creates a model that, until told otherwise, takes numbers as the network does and calls inputs and outputs by their labels or names.</summary>
    /// <param name="network">The network.</param>
    public Model(Network network) => Network = Guard.NotNull(network);

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The scaler that the inputs of the training data went through, or null if they went in as they were.</summary>
    /// <exception cref="ArgumentException">On setting: it has not one column for each input.</exception>
    public Scaler? InputScaling
    {
        get;
        init => field = Checked(value, Network.InputLayer);
    }

    /// <summary>The scaler that the targets of the training data went through, or null if they were learned as they were. Predictions are brought back to the
    /// targets' own units.</summary>
    /// <exception cref="ArgumentException">On setting: it has not one column for each output.</exception>
    public Scaler? TargetScaling
    {
        get;
        init => field = Checked(value, Network.OutputLayer);
    }

    /// <summary>What the inputs are called, in their order. Default: each input node's label, or its name (x1, x2, …).</summary>
    /// <exception cref="ArgumentException">On setting: there is not one name for each input, or a name is blank or there twice.</exception>
    public IReadOnlyList<string> InputNames
    {
        get => OwnInputNames ?? [.. Network.InputLayer.Nodes.Select(node => node.Label ?? node.Name)];
        init => OwnInputNames = Checked(value, Network.InputLayer.Count, nameof(InputNames), "input");
    }

    /// <summary>What the outputs are called, in their order. Default: each output node's label, or its name (y1, y2, …).</summary>
    /// <exception cref="ArgumentException">On setting: there is not one name for each output, or a name is blank or there twice.</exception>
    public IReadOnlyList<string> OutputNames
    {
        get => OwnOutputNames ?? [.. Network.OutputLayer.Nodes.Select(node => node.Label ?? node.Name)];
        init => OwnOutputNames = Checked(value, Network.OutputLayer.Count, nameof(OutputNames), "output");
    }

    /// <summary>What the classes are called: one label for each output or, with a single output, one for 0 and one for 1. Null if the model has none.
    /// Default: the labels of several output nodes, if each has one.</summary>
    /// <exception cref="ArgumentException">On setting: the number of labels does not fit, or a label is blank or there twice.</exception>
    public IReadOnlyList<string>? ClassLabels
    {
        get
        {
            if (OwnClassLabels is not null) return OwnClassLabels;
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
    public Predictor Freeze() => new(new Model(Network.Clone())
    {
        InputScaling = InputScaling,
        TargetScaling = TargetScaling,
        OwnInputNames = OwnInputNames,
        OwnOutputNames = OwnOutputNames,
        OwnClassLabels = OwnClassLabels,
        Loss = Loss,
    });

    /// <summary>The outputs for some inputs, both in their users' units.</summary>
    /// <param name="inputs">One finite number an input, not scaled.</param>
    /// <returns>One number an output, in the units of the targets.</returns>
    /// <exception cref="ArgumentException">The number of inputs does not fit, one is not finite, or one overflows when it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public double[] Predict(ReadOnlySpan<double> inputs)
    {
        var outputs = new double[Network.OutputLayer.Count];
        Predict(inputs, outputs);
        return outputs;
    }

    /// <summary>As <see cref="Predict(ReadOnlySpan{double})"/>, into memory of the caller's, without allocating.</summary>
    /// <param name="inputs">One finite number an input, not scaled.</param>
    /// <param name="outputs">Receives one number an output, in the units of the targets.</param>
    /// <exception cref="ArgumentException">The number of inputs or outputs does not fit, an input is not finite, or one overflows when it is
    /// scaled.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public void Predict(ReadOnlySpan<double> inputs, Span<double> outputs)
    {
        Network.CheckInputs(inputs, OwnInputNames); // by their own numbers and names, before they are scaled
        if (InputScaling is null)
        {
            Network.Predict(inputs, outputs);
        }
        else
        {
            double[] scaled = ArrayPool<double>.Shared.Rent(inputs.Length);
            InputScaling.ScaleRow(inputs, scaled);
            CheckScaled(inputs, scaled);
            Network.Predict(scaled.AsSpan(0, inputs.Length), outputs);
            ArrayPool<double>.Shared.Return(scaled);
        }
        TargetScaling?.RestoreRow(outputs, outputs);
    }

    /// <summary>The outputs for many rows of inputs, both in their users' units.</summary>
    /// <param name="inputs">A row for each prediction, not scaled.</param>
    /// <returns>A row of outputs for each row of inputs, in their order, in the units of the targets.</returns>
    /// <exception cref="ArgumentException">The width of the rows does not fit, an input overflows when it is scaled, or the outputs would be more than the 2
    /// 147 483 527 numbers that a table
    /// holds.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public Rows Predict(Rows inputs) => Predict(inputs, Network.Predict);

    /// <summary>As <see cref="Predict(Rows)"/>, on at most so many threads, and no more than there are processors, which share the rows. The outputs are the
    /// same, to the bit, for any number.</summary>
    /// <param name="inputs">A row for each prediction, not scaled.</param>
    /// <param name="maxDegreeOfParallelism">How many threads; at least 1. A service that answers many requests at a time takes 1.</param>
    /// <returns>A row of outputs for each row of inputs, in their order, in the units of the targets.</returns>
    /// <exception cref="ArgumentException">The width of the rows does not fit, an input overflows when it is scaled, or the outputs would be more than the 2
    /// 147 483 527 numbers that a table
    /// holds.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDegreeOfParallelism"/> is below 1.</exception>
    public Rows Predict(Rows inputs, int maxDegreeOfParallelism) => Predict(inputs, scaled => Network.Predict(scaled, maxDegreeOfParallelism));

    /// <summary>The class that the model predicts: the output with the largest prediction; with a single output, 1 from 0.5 on, otherwise 0.</summary>
    /// <param name="inputs">One finite number an input, not scaled.</param>
    /// <returns>The class's number, from 0.</returns>
    /// <exception cref="ArgumentException">The number of inputs does not fit, one is not finite, or one overflows when it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    /// <exception cref="ArithmeticException">An output is NaN, so that none is the largest.</exception>
    public int PredictClass(ReadOnlySpan<double> inputs) => ClassOf(Predict(inputs));

    /// <summary>The class that the model predicts, in words: its label, its score, and those of the others.</summary>
    /// <param name="inputs">One finite number an input, not scaled.</param>
    /// <exception cref="ArgumentException">The number of inputs does not fit, one is not finite, or one overflows when it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The model has no <see cref="ClassLabels"/>; or the network is being trained on another thread, or training
    /// began meanwhile.</exception>
    /// <exception cref="ArithmeticException">An output is NaN, so that none is the largest.</exception>
    public Classification Classify(ReadOnlySpan<double> inputs)
    {
        IReadOnlyList<string> labels = LabelsToClassify();
        double[] outputs = Predict(inputs);
        return new Classification(labels, outputs, ClassOf(outputs));
    }

    /// <summary>The classes that the model predicts for many rows of inputs.</summary>
    /// <param name="inputs">A row for each prediction, not scaled.</param>
    /// <returns>A classification for each row, in their order.</returns>
    /// <exception cref="ArgumentException">The width of the rows does not fit, an input overflows when it is scaled, or the outputs would be more than the 2
    /// 147 483 527 numbers that a table
    /// holds.</exception>
    /// <exception cref="InvalidOperationException">The model has no <see cref="ClassLabels"/>; or the network is being trained on another thread, or training
    /// began meanwhile.</exception>
    /// <exception cref="ArithmeticException">An output is NaN, so that none is the largest.</exception>
    public IReadOnlyList<Classification> Classify(Rows inputs)
    {
        IReadOnlyList<string> labels = LabelsToClassify();
        Rows outputs = Predict(inputs);
        var results = new Classification[outputs.Count];
        for (int row = 0; row < results.Length; row++)
            results[row] = new Classification(labels, outputs[row], ClassOf(outputs[row], row));
        return results;
    }

    /// <summary>"model of sepal length, … → setosa, versicolor, virginica: 4-5-3 network: tanh; softmax; 43 parameters".</summary>
    public override string ToString() => $"model of {MessageText.List(InputNames)} → {MessageText.List(ClassLabels ?? OutputNames)}: {Network}";

    private int ClassOf(ReadOnlySpan<double> outputs, int? row = null)
    {
        int named = Classes.Of(outputs);
        return named != Classes.None ? named : throw Classes.NoneNamed(outputs, OutputNames, row);
    }

    private Rows Predict(Rows inputs, Func<Rows, Rows> predict)
    {
        Guard.NotNull(inputs);
        Network.CheckWidth(inputs, OwnInputNames);
        Rows outputs = predict(Scaled(inputs));
        return TargetScaling is null ? outputs : Restored(outputs, TargetScaling);
    }

    /// <summary>Whether examples have the model's widths and name its classes; errors name <paramref name="argument"/>.</summary>
    internal void CheckFits([NotNull] DataSet? data, [CallerArgumentExpression(nameof(data))] string? argument = null)
    {
        Network.CheckFits(Guard.NotNull(data, argument), argument);
        if (ClassLabels is { } labels) data.CheckSameClasses(labels, "the model", argument);
    }

    /// <summary>Inputs as the network takes them.</summary>
    internal Rows Scaled(Rows inputs)
    {
        if (InputScaling is null) return inputs;
        var values = new double[inputs.Values.Length];
        for (int row = 0; row < inputs.Count; row++)
        {
            Span<double> scaled = values.AsSpan(row * inputs.Width, inputs.Width);
            InputScaling.ScaleRow(inputs[row], scaled);
            CheckScaled(inputs[row], scaled, row);
        }
        return Rows.Own(values, inputs.Count, inputs.Width);
    }

    private static Rows Restored(Rows outputs, Scaler scaling)
    {
        double[] values = [.. outputs.Values];
        for (int row = 0; row < outputs.Count; row++)
        {
            Span<double> place = values.AsSpan(row * outputs.Width, outputs.Width);
            scaling.RestoreRow(place, place);
        }
        return Rows.Own(values, outputs.Count, outputs.Width);
    }

    /// <summary>An error in the caller's own number, before the network complains of another.</summary>
    private void CheckScaled(ReadOnlySpan<double> inputs, ReadOnlySpan<double> scaled, int? row = null)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            if (double.IsFinite(scaled[i])) continue;
            string place = row is null ? "The" : $"Row {row} (from 0): the";
            throw new ArgumentException(
                $"{place} input for {InputNames[i]} is {MessageText.Exact(inputs[i])}; scaled it would be {MessageText.Exact(scaled[i])}, no longer a "
                    + "finite number.", nameof(inputs));
        }
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

    private static Scaler? Checked(Scaler? scaler, Layer layer) => scaler is null || scaler.Offsets.Count == layer.Count
        ? scaler
        : throw new ArgumentException(
            $"The scaler was fitted on {MessageText.Count(scaler.Offsets.Count, "column")}; the {layer.Name} layer has "
                + $"{MessageText.Count(layer.Count, "node")}.", nameof(scaler));

    private IReadOnlyList<string> LabelsToClassify() => ClassLabels
        ?? throw new InvalidOperationException(
            "The model has no class labels: set ClassLabels when it is created, or label the network's outputs (NetworkBuilder.LabelOutputs).");
}
