using System.Buffers;
using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet;

/// <content>Answers to rows of numbers.</content>
public sealed partial record Model
{
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
        if (Recipe is not null)
        {
            PredictByRecipe(inputs, outputs);
            return;
        }
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
    /// 147 483 527 numbers that a table holds.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public Rows Predict(Rows inputs) => Predict(inputs, Network.Predict);

    /// <summary>As <see cref="Predict(Rows)"/>, on at most so many threads, and no more than there are processors, which share the rows. The outputs are the
    /// same, to the bit, for any number.</summary>
    /// <param name="inputs">A row for each prediction, not scaled.</param>
    /// <param name="maxDegreeOfParallelism">How many threads; at least 1. A service that answers many requests at a time takes 1.</param>
    /// <returns>A row of outputs for each row of inputs, in their order, in the units of the targets.</returns>
    /// <exception cref="ArgumentException">The width of the rows does not fit, an input overflows when it is scaled, or the outputs would be more than the 2
    /// 147 483 527 numbers that a table holds.</exception>
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
    /// 147 483 527 numbers that a table holds.</exception>
    /// <exception cref="InvalidOperationException">The model has no <see cref="ClassLabels"/>; or the network is being trained on another thread, or training
    /// began meanwhile.</exception>
    /// <exception cref="ArithmeticException">An output is NaN, so that none is the largest.</exception>
    public IReadOnlyList<Classification> Classify(Rows inputs)
    {
        IReadOnlyList<string> labels = LabelsToClassify();
        return Classified(labels, Predict(inputs));
    }

    private Rows Predict(Rows inputs, Func<Rows, Rows> predict)
    {
        Guard.NotNull(inputs);
        if (Recipe is not null) return PredictByRecipe(inputs, predict);
        Network.CheckWidth(inputs, OwnInputNames);
        Rows outputs = predict(Scaled(inputs));
        return TargetScaling is null ? outputs : Restored(outputs, TargetScaling);
    }

    /// <summary>Inputs as the network takes them.</summary>
    internal Rows Scaled(Rows inputs)
    {
        if (InputScaling is null) return inputs;
        var values = new double[inputs.Count * inputs.Width];
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
        return Rows.OwnAnswers(values, outputs.Count, outputs.Width);
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

    private IReadOnlyList<string> LabelsToClassify() => ClassLabels
        ?? throw new InvalidOperationException(
            Recipe is not null ? $"The model predicts numbers ({MessageText.List(OutputNames)}), not classes: Predict answers them."
            : "The model has no class labels: set ClassLabels when it is created, or label the network's outputs (NetworkBuilder.LabelOutputs).");
}
