using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet;

/// <summary>A snapshot of a network or model that predicts and can do nothing else: what <see cref="Network.Freeze()"/> and <see cref="Model.Freeze()"/>
/// give.</summary>
/// <remarks>It is immutable, and any number of threads may use it at the same time, also while the network that it was made from is trained or changed. A web
/// service keeps one in a field and puts a newer one there when training has come further.</remarks>
public sealed class Predictor
{
    private readonly Model _model; // over a network that nobody else holds

    internal Predictor(Model model)
    {
        _model = model;
        InputNames = [.. model.InputNames];
        OutputNames = [.. model.OutputNames];
        ClassLabels = model.ClassLabels is { } labels ? [.. labels] : null;
    }

    /// <inheritdoc cref="Model.InputNames"/>
    public IReadOnlyList<string> InputNames { get; }

    /// <inheritdoc cref="Model.OutputNames"/>
    public IReadOnlyList<string> OutputNames { get; }

    /// <inheritdoc cref="Model.ClassLabels"/>
    public IReadOnlyList<string>? ClassLabels { get; }

    /// <inheritdoc cref="Model.Predict(ReadOnlySpan{double})"/>
    public double[] Predict(ReadOnlySpan<double> inputs) => _model.Predict(inputs);

    /// <inheritdoc cref="Model.Predict(ReadOnlySpan{double}, Span{double})"/>
    public void Predict(ReadOnlySpan<double> inputs, Span<double> outputs) => _model.Predict(inputs, outputs);

    /// <inheritdoc cref="Model.Predict(Rows)"/>
    public Rows Predict(Rows inputs) => _model.Predict(inputs);

    /// <inheritdoc cref="Model.Predict(Rows, int)"/>
    public Rows Predict(Rows inputs, int maxDegreeOfParallelism) => _model.Predict(inputs, maxDegreeOfParallelism);

    /// <summary>The outputs for one row of inputs or for several, one after the other, as floats; on the caller's thread. Without scaling and recipe, and
    /// frozen in single precision, nothing is converted and nothing is allocated.</summary>
    /// <param name="inputs">Finite numbers, as many as there are inputs for each row.</param>
    /// <param name="outputs">Receives as many numbers as there are outputs for each row, in memory of its own. If an exception is thrown, some rows may have
    /// been answered.</param>
    /// <exception cref="ArgumentException">The inputs are not whole rows, the outputs are not as many, they overlap the inputs, or an input is not
    /// finite.</exception>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        CheckRows(inputs, outputs);
        PredictRows(inputs, outputs, firstRow: 0);
    }

    /// <summary>As <see cref="Predict(ReadOnlySpan{float}, Span{float})"/>, on several threads. The answers are the same for any number of them.</summary>
    /// <param name="inputs">Finite numbers, as many as there are inputs for each row.</param>
    /// <param name="outputs">Receives as many numbers as there are outputs for each row, in memory of its own. If an exception is thrown, some rows may have
    /// been answered.</param>
    /// <param name="maxDegreeOfParallelism">How many threads at most, 1 or more; no more are used than there are processors, or pieces of 64 rows.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDegreeOfParallelism"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">The inputs are not whole rows, the outputs are not as many, they overlap the inputs, or an input is not
    /// finite.</exception>
    public void Predict(ReadOnlyMemory<float> inputs, Memory<float> outputs, int maxDegreeOfParallelism)
    {
        Guard.AtLeast(maxDegreeOfParallelism, 1);
        CheckRows(inputs.Span, outputs.Span);
        int rows = inputs.Length / InputNames.Count;
        int parts = Threads.Useful(maxDegreeOfParallelism, isLarge: true, parts: (rows + Threads.LeastRows - 1) / Threads.LeastRows);
        Threads.DivideRows(rows, parts, (from, to) => PredictRows(
            inputs.Span[(from * InputNames.Count)..(to * InputNames.Count)], outputs.Span[(from * OutputNames.Count)..(to * OutputNames.Count)], from));
    }

    private void CheckRows(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs)
    {
        int width = InputNames.Count;
        int rows = inputs.Length / width;
        if (inputs.Length != rows * width)
            throw new ArgumentException($"inputs has {MessageText.Count(inputs.Length, "value")}; a row has {width}.", nameof(inputs));
        if (outputs.Overlaps(inputs)) throw new ArgumentException("outputs overlaps inputs; rows would be read after others were answered.", nameof(outputs));
        if (outputs.Length != rows * OutputNames.Count)
        {
            throw new ArgumentException(
                $"outputs has {MessageText.Count(outputs.Length, "value")}; {MessageText.Count(rows, "row")} of {OutputNames.Count} make "
                    + $"{rows * OutputNames.Count}.", nameof(outputs));
        }
    }

    private void PredictRows(ReadOnlySpan<float> inputs, Span<float> outputs, int firstRow)
    {
        int width = InputNames.Count;
        if (_model is { Network.Single: { } single, Recipe: null, InputScaling: null, TargetScaling: null })
        {
            if (!single.Predict(inputs, outputs)) throw NotFinite(inputs, width, firstRow);
            return;
        }
        if (!FiniteCheck.AllFinite(inputs)) throw NotFinite(inputs, width, firstRow);
        var row = new double[width];
        var answers = new double[OutputNames.Count];
        for (int r = 0; r < inputs.Length / width; r++)
        {
            for (int i = 0; i < width; i++)
                row[i] = inputs[r * width + i];
            Predict(row, answers);
            for (int i = 0; i < answers.Length; i++)
                outputs[r * answers.Length + i] = (float)answers[i];
        }
    }

    private ArgumentException NotFinite(ReadOnlySpan<float> inputs, int width, int firstRow)
    {
        int i = 0;
        while (float.IsFinite(inputs[i])) i++;
        return new ArgumentException(
            $"Row {firstRow + i / width} (from 0): the input for {InputNames[i % width]} is {MessageText.Exact(inputs[i])}; it must be a finite number.",
            nameof(inputs));
    }

    /// <inheritdoc cref="Model.PredictClass(ReadOnlySpan{double})"/>
    public int PredictClass(ReadOnlySpan<double> inputs) => _model.PredictClass(inputs);

    /// <inheritdoc cref="Model.Classify(ReadOnlySpan{double})"/>
    public Classification Classify(ReadOnlySpan<double> inputs) => _model.Classify(inputs);

    /// <inheritdoc cref="Model.Classify(Rows)"/>
    public IReadOnlyList<Classification> Classify(Rows inputs) => _model.Classify(inputs);

    /// <inheritdoc cref="Model.Predict(ITable)"/>
    public Rows Predict(ITable table) => _model.Predict(table);

    /// <inheritdoc cref="Model.Predict{T}(T)"/>
    [OverloadResolutionPriority(-1)]
    public double[] Predict<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T row)
        where T : notnull => _model.Predict(row);

    /// <inheritdoc cref="Model.Classify(ITable)"/>
    public IReadOnlyList<Classification> Classify(ITable table) => _model.Classify(table);

    /// <inheritdoc cref="Model.Classify{T}(T)"/>
    [OverloadResolutionPriority(-1)]
    public Classification Classify<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T row)
        where T : notnull => _model.Classify(row);

    /// <inheritdoc cref="Model.Check{T}(T)"/>
    public IReadOnlyList<string> Check<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T row)
        where T : notnull => _model.Check(row);

    /// <inheritdoc cref="Model.ToString"/>
    public override string ToString() => _model.ToString();
}
