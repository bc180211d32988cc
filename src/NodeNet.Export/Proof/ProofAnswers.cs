using NodeNet.Activations;
using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Export.Proof;

/// <summary>What NodeNet answers to the rows of a proof, by its own recipe and its own reference loops; and how far another machine's answer may be
/// off. In single precision the answers expected are those of the same loops with floats, and NodeNet's own stand beside them.</summary>
/// <typeparam name="TFormat">The kind of numbers in which the code computes.</typeparam>
internal sealed class ProofAnswers<TFormat>
    where TFormat : struct, IFloatFormat
{
    private static readonly bool _isDouble = typeof(TFormat) == typeof(DoubleFormat);

    private readonly Model _model;
    private readonly ModelPlan _plan;
    private readonly Network _network;
    private readonly bool _inAnyOrder;
    private readonly string[] _names;
    private readonly Dictionary<string, LetForm> _formulas = new(StringComparer.Ordinal);

    /// <param name="model">The model.</param>
    /// <param name="plan">The same as a plan.</param>
    /// <param name="inAnyOrder">Whether the other machine may add up in any order, and not in that of NodeNet's loops.</param>
    public ProofAnswers(Model model, ModelPlan plan, bool inAnyOrder = false)
    {
        (_model, _plan, _network, _inAnyOrder) = (model, plan, model.Network.Clone(), inAnyOrder);
        _names = Array.ConvertAll(plan.Columns, column => column.Name);
    }

    /// <summary>The row with its answer; null where an output is no finite number.</summary>
    public ProofRow? Of(Cell[] cells)
    {
        Cell[] given = Array.ConvertAll(cells, cell => cell.Kind == CellKind.Number ? TFormat.Round(cell.Number) : cell);
        double[]? inputs = InputsOf(Read(cells), out int refused);
        if (inputs is null) return Refused(given, refused);
        Bounded<TFormat>[] read = Inputs(Read(given), inputs);
        int lost = Array.FindIndex(read, input => !double.IsFinite(input.Value));
        if (lost >= 0) return Refused(given, ColumnOf(lost) + 1);
        Bounded<TFormat>[] bounded = Layers(read);
        double[] model = _network.Forward(inputs);
        PlanAnswer answer = _plan.Answer;
        for (int i = 0; i < model.Length; i++)
        {
            if (answer.Restored[i] is not { } restored) continue;
            double output = model[i];
            Bounded<TFormat> here = bounded[i];
            model[i] = restored.ReadAs<Scalar>(_ => output).Value;
            bounded[i] = Beside(restored.ReadAs(_ => here), model[i]);
        }
        double[] outputs = _isDouble ? model : Array.ConvertAll(bounded, number => number.Value);
        double[] bounds = Array.ConvertAll(bounded, number => number.Error);
        if (!Array.TrueForAll(outputs, double.IsFinite) || !Array.TrueForAll(bounds, double.IsFinite)) return null;
        return new ProofRow(given, 0, outputs, bounds, answer.Classes is null ? -1 : ClassOf(outputs, bounds), model);
    }

    private Cell[] Read(Cell[] cells) => [.. cells.Select((cell, i) => ProofRows.Read(cell, _plan.Columns[i]))];

    private static ProofRow Refused(Cell[] cells, int column) => new(cells, column, [], [], -1, []);

    /// <summary>The column that an input is made of.</summary>
    private int ColumnOf(int input)
    {
        int column = 0;
        for (int next = _plan.Columns[0].Width; next <= input; next += _plan.Columns[column].Width) column++;
        return column;
    }

    /// <summary>A double that is computed by the export's own plan here, beside NodeNet's own.</summary>
    private static Bounded<TFormat> Beside(Bounded<TFormat> number, double other) => _isDouble ? number.Beside(other) : number;

    /// <summary>The network's inputs by NodeNet's own recipe; null where a cell is refused.</summary>
    public double[]? Inputs(Cell[] cells) => InputsOf(cells, out _);

    private double[]? InputsOf(Cell[] cells, out int refused)
    {
        refused = 0;
        if (_model.Recipe is { } recipe)
        {
            try
            {
                return recipe.Inputs(new CellTable(_names, cells))[0].ToArray();
            }
            catch (RecipeException trouble)
            {
                refused = Array.IndexOf(_names, trouble.Column) + 1;
                return null;
            }
        }
        refused = Array.FindIndex(cells, cell => cell.Kind != CellKind.Number || !double.IsFinite(cell.Number)) + 1;
        if (refused > 0) return null;
        double[] row = Array.ConvertAll(cells, cell => cell.Number);
        if (_model.InputScaling is not { } scaler) return row;
        double[] scaled = scaler.Scale(row);
        refused = Array.FindIndex(scaled, x => !double.IsFinite(x)) + 1;
        return refused > 0 ? null : scaled;
    }

    /// <summary>The inputs, and by how much those differ that go through a logarithm, a sine or a cosine.</summary>
    private Bounded<TFormat>[] Inputs(Cell[] cells, double[] inputs)
    {
        Bounded<TFormat>[] bounded = Array.ConvertAll(inputs, Bounded<TFormat>.Of);
        int next = 0;
        for (int i = 0; i < cells.Length; i++)
        {
            PlanColumn column = _plan.Columns[i];
            if (column is NumberColumn number)
            {
                double x = cells[i].IsMissing ? number.Fill : cells[i].Number;
                bounded[next] = Beside(number.Formula.ReadAs(_ => Bounded<TFormat>.Of(x)), inputs[next]);
            }
            else if (column is DateColumn date)
            {
                Dates(date, cells[i].IsMissing ? date.Fill : cells[i].Date, bounded.AsSpan(next));
            }
            next += column.Width;
        }
        return bounded;
    }

    private static void Dates(DateColumn column, DateTime date, Span<Bounded<TFormat>> inputs)
    {
        int place = 0;
        if (column.Has(DateParts.Year))
        {
            if (!_isDouble) inputs[place] = column.Year!.ReadAs(_ => Bounded<TFormat>.Of(date.Year));
            place++;
        }
        if (column.Has(DateParts.DayOfYear))
        {
            for (int end = place + 2; place < end; place++) inputs[place] = Bounded<TFormat>.Wave(inputs[place].Value);
        }
        place += column.Has(DateParts.Weekday) ? 7 : 0;
        if (column.Has(DateParts.Hour))
        {
            for (int end = place + 2; place < end; place++) inputs[place] = Bounded<TFormat>.Wave(inputs[place].Value);
        }
        if (!column.Has(DateParts.DaysSince) || _isDouble) return;
        double days = (date - column.First).TotalDays;
        inputs[place] = column.Days!.ReadAs(_ => new Bounded<TFormat>(TFormat.Round(days), 2.0 * TFormat.Epsilon * Math.Abs(days)));
    }

    private Bounded<TFormat>[] Layers(Bounded<TFormat>[] inputs)
    {
        var layers = new List<Bounded<TFormat>[]> { inputs };
        foreach (PlanLayer layer in _plan.Layers)
        {
            var sums = new Bounded<TFormat>[layer.Count];
            for (int j = 0; j < sums.Length; j++)
            {
                Bounded<TFormat> sum = Bounded<TFormat>.Of(layer.Biases[j]);
                double size = Math.Abs(sum.Value);
                int count = 0;
                foreach (PlanBlock block in layer.Blocks)
                {
                    for (int i = 0; i < block.Weights.Length; i++)
                    {
                        Bounded<TFormat> product = Bounded<TFormat>.Of(block.Weights[i][j]) * layers[block.Source][i];
                        sum += product;
                        size += Math.Abs(product.Value);
                        count++;
                    }
                }
                sums[j] = _inAnyOrder ? sum.OrMore((count + 2) * TFormat.Epsilon * size) : sum;
            }
            Bounded<TFormat>[] activations = layer.Whole is { } whole ? Whole(whole, sums) : [.. sums.Select((z, j) => Single(layer.Nodes[j], z))];
            layers.Add(_inAnyOrder ? Array.ConvertAll(activations, a => a.OrMore(4.0 * TFormat.Epsilon * (1.0 + Math.Abs(a.Value)))) : activations);
        }
        return layers[^1];
    }

    private Bounded<TFormat> Single(IActivation activation, Bounded<TFormat> z)
    {
        LetForm formula = Known(activation.Name, () => [CodeFormula.Of(activation)]);
        return Beside(formula.ReadAs(_ => z)[0], activation.Activate(z.Value));
    }

    private Bounded<TFormat>[] Whole(ILayerActivation activation, Bounded<TFormat>[] z)
    {
        LetForm formula = Known(FormattableString.Invariant($"{activation.Name}\0{z.Length}"), () => CodeFormula.Of(activation, z.Length));
        var places = Enumerable.Range(0, z.Length).ToDictionary(i => CodeFormula.NetInput(i).Name, StringComparer.Ordinal);
        Bounded<TFormat>[] read = formula.ReadAs(variable => z[places[variable.Name]]);
        var here = new double[z.Length];
        activation.Activate(Array.ConvertAll(z, number => number.Value), here);
        return [.. read.Select((number, i) => Beside(number, here[i]))];
    }

    private LetForm Known(string name, Func<IReadOnlyList<Expression>> formulas)
    {
        if (!_formulas.TryGetValue(name, out LetForm? known)) _formulas[name] = known = LetForm.Of(formulas());
        return known;
    }

    private int ClassOf(double[] outputs, double[] bounds)
    {
        if (outputs.Length == 1)
        {
            double distance = Math.Abs(outputs[0] - _plan.Answer.Threshold);
            return distance <= bounds[0] && bounds[0] > 0.0 ? -1 : outputs[0] >= _plan.Answer.Threshold ? 1 : 0;
        }
        int top = 0;
        for (int i = 1; i < outputs.Length; i++)
        {
            if (outputs[i] > outputs[top]) top = i;
        }
        for (int i = 0; i < outputs.Length; i++)
        {
            double together = bounds[i] + bounds[top];
            if (i != top && together > 0.0 && outputs[top] - outputs[i] <= together) return -1;
        }
        return top;
    }
}
