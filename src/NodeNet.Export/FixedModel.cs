using NodeNet.Activations;
using NodeNet.Export.FixedPoint;
using NodeNet.Export.Plan;
using NodeNet.Recipes;

namespace NodeNet.Export;

/// <summary>A model in whole numbers, as the C that <see cref="Fixed"/> makes computes it, bit for bit: to see its numbers before anything is put on a
/// chip.</summary>
/// <remarks>
/// <para>Every number x of the network is the whole number x · 2^Q. A net input is the sum of weight · activation, shifted to the right by the weights' bits
/// and rounded, plus the bias. ReLU is a comparison; other activation functions are tables, between whose entries a cubic polynomial is computed. What it costs
/// is in <see cref="FixedLayer.TableError"/>, in <see cref="ExportedCode.LargestError"/>, and in the numbers themselves.</para>
/// <para>Rows are accepted within what the recipe knows of each column (and the rows that are given), and half as far again beyond either end. For all of these
/// interval arithmetic shows that nothing overflows; where it cannot, the model is refused with the node's name.</para>
/// </remarks>
/// <example><code>
/// FixedModel chip = FixedModel.Of(model, Fixed.Q(16));
/// int[] row = chip.RowOf(5.1, 3.5, 1.4, 0.2);
/// var outputs = new int[chip.OutputBits.Count];
/// chip.Predict(row, outputs);
/// </code></example>
public sealed class FixedModel
{
    private readonly InputStep[] _inputs;
    private readonly OutputStep[] _outputs;

    private FixedModel(ModelPlan plan, Fixed format, FixedColumn[] columns, InputStep[] inputs, FixedLayer[] layers, OutputStep[] outputs)
    {
        (Plan, Format, Columns, Layers, _inputs, _outputs) = (plan, format, columns, layers, inputs, outputs);
        OutputBits = [.. outputs.Select(output => output.Bits)];
        if (plan.Answer is { Classes: not null, Count: 1 }) Threshold = (int)Factor.Whole(plan.Answer.Threshold, outputs[0].Bits);
    }

    /// <summary>How numbers are kept.</summary>
    public Fixed Format { get; }

    /// <summary>The columns of a row.</summary>
    public IReadOnlyList<FixedColumn> Columns { get; }

    /// <summary>The layers that are computed.</summary>
    public IReadOnlyList<FixedLayer> Layers { get; }

    /// <summary>How many bits of each output stand behind the binary point.</summary>
    public IReadOnlyList<int> OutputBits { get; }

    internal ModelPlan Plan { get; }

    internal IReadOnlyList<InputStep> InputSteps => _inputs;

    internal IReadOnlyList<OutputStep> OutputSteps => _outputs;

    internal int Threshold { get; }

    /// <summary>Brings a model into whole numbers.</summary>
    /// <param name="model">The model. What is learned later does not reach them.</param>
    /// <param name="format">How numbers are kept.</param>
    /// <param name="rows">Rows that tell how large the columns' numbers are: needed where the model has no recipe.</param>
    /// <exception cref="NotSupportedException">Whole numbers cannot express something, or hold it: the message names the column, weight or node.</exception>
    public static FixedModel Of(Model model, Fixed format, ITable? rows = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(format);
        return Of(model, PlanReading.Read(model, "model"), format, rows);
    }

    internal static FixedModel Of(Model model, ModelPlan plan, Fixed format, ITable? rows)
    {
        int bits = format.FractionBits;
        FixedColumn[] columns = FixedReading.Columns(model, plan, bits, rows);
        InputStep[] inputs = Array.ConvertAll(columns, column => InputStep.Of(column, bits));
        var activations = new List<Interval[]> { inputs.SelectMany(input => input.Ranges).ToArray() };
        var layers = new List<FixedLayer>();
        foreach (PlanLayer layer in plan.Layers)
        {
            layers.Add(FixedReading.Layer(layer, format, activations));
            activations.Add(FixedReading.Activations(layers[^1], bits));
        }
        OutputStep[] outputs = [.. plan.Answer.Restored.Select((formula, i) => OutputStep.Of(formula, plan.Answer.Names[i], bits, activations[^1][i]))];
        return new FixedModel(plan, format, columns, inputs, [.. layers], outputs);
    }

    /// <summary>A row in whole numbers.</summary>
    /// <param name="cells">A cell for each column, in their order.</param>
    /// <exception cref="ArgumentException">There are not as many cells as columns.</exception>
    public int[] RowOf(params ReadOnlySpan<Cell> cells)
    {
        CheckLength(cells.Length, nameof(cells));
        var row = new int[cells.Length];
        for (int i = 0; i < row.Length; i++) row[i] = Columns[i].Of(cells[i]);
        return row;
    }

    /// <summary>Answers a row, as the C does.</summary>
    /// <param name="row">A whole number for each column.</param>
    /// <param name="outputs">Receives the answers.</param>
    /// <returns>0, or the number of the column (from 1) whose number is refused: then there is no answer.</returns>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public int Predict(ReadOnlySpan<int> row, Span<int> outputs)
    {
        if (outputs.Length != _outputs.Length) throw new ArgumentException($"outputs has {outputs.Length} numbers, not {_outputs.Length}.", nameof(outputs));
        int refused = Activations(row, out int[][] activations);
        for (int i = 0; i < outputs.Length && refused == 0; i++) outputs[i] = _outputs[i].At(activations[^1][i]);
        return refused;
    }

    /// <summary>The activations of all layers for a row, the inputs first; nothing where the row is refused.</summary>
    /// <param name="row">A whole number for each column.</param>
    /// <exception cref="ArgumentException"><paramref name="row"/> has another length.</exception>
    public IReadOnlyList<int[]> Activations(ReadOnlySpan<int> row) => Activations(row, out int[][] activations) == 0 ? activations : [];

    /// <summary>The class that outputs name, from 0.</summary>
    /// <param name="outputs">The outputs.</param>
    /// <exception cref="InvalidOperationException">The model predicts numbers.</exception>
    public int ClassOf(ReadOnlySpan<int> outputs)
    {
        if (Plan.Answer.Classes is null) throw new InvalidOperationException("The model predicts numbers, not classes.");
        if (outputs.Length == 1) return outputs[0] >= Threshold ? 1 : 0;
        int top = 0;
        for (int i = 1; i < outputs.Length; i++)
        {
            if (outputs[i] > outputs[top]) top = i;
        }
        return top;
    }

    /// <summary>"fixed point Q16 with weights of 16 bits: " and what the model is.</summary>
    public override string ToString() => $"{Format}: {Plan.Title}";

    private void CheckLength(int length, string name)
    {
        if (length != Columns.Count) throw new ArgumentException($"{name} has {length} numbers, not {Columns.Count}.", name);
    }

    private int Activations(ReadOnlySpan<int> row, out int[][] activations)
    {
        CheckLength(row.Length, nameof(row));
        var inputs = new int[Plan.InputCount];
        activations = [inputs, .. Layers.Select(layer => new int[layer.Plan.Count])];
        int next = 0;
        for (int i = 0; i < row.Length; i++)
        {
            if (!_inputs[i].Read(row[i], inputs.AsSpan(next, Columns[i].Plan.Width))) return i + 1;
            next += Columns[i].Plan.Width;
        }
        for (int l = 0; l < Layers.Count; l++) Forward(Layers[l], activations, activations[l + 1]);
        return 0;
    }

    private void Forward(FixedLayer layer, int[][] activations, int[] here)
    {
        for (int j = 0; j < here.Length; j++)
        {
            long sum = 0;
            foreach ((int source, int[][] weights) in layer.Blocks)
            {
                for (int i = 0; i < weights[j].Length; i++) sum += (long)weights[j][i] * activations[source][i];
            }
            here[j] = layer.Biases[j] + (int)Factor.Rounded(sum, layer.Shifts[j]);
        }
        if (layer.Exponential is { } exponential)
        {
            int top = here.Max();
            for (int j = 0; j < here.Length; j++) here[j] = (int)exponential.At(here[j] - top);
            long sum = here.Sum(e => (long)e);
            for (int j = 0; j < here.Length; j++) here[j] = (int)(((long)here[j] * (1L << Format.FractionBits) + sum / 2) / sum);
            return;
        }
        for (int j = 0; j < here.Length; j++)
        {
            if (layer.Tables[j] is { } table) here[j] = (int)table.At(here[j]);
            else if (layer.Plan.Nodes[j] is ReLU) here[j] = Math.Max(here[j], 0);
        }
    }
}
