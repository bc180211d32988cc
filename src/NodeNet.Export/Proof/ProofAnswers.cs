using NodeNet.Activations;
using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Formulas;
using NodeNet.Recipes;

namespace NodeNet.Export.Proof;

/// <summary>What NodeNet answers to the rows of a proof, by its own recipe and its own reference loops; and how far another machine's answer may be
/// off.</summary>
internal sealed class ProofAnswers
{
    private const double HalfEpsilon = Bounded.Epsilon / 2.0;

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
        double[]? inputs = InputsOf(cells, out int refused);
        if (inputs is null) return new ProofRow(cells, refused, [], [], -1);
        double[] outputs = _network.Forward(inputs);
        Bounded[] bounded = Layers(Inputs(cells, inputs));
        PlanAnswer answer = _plan.Answer;
        for (int i = 0; i < outputs.Length; i++)
        {
            if (answer.Restored[i] is not { } restored) continue;
            double output = outputs[i];
            Bounded output2 = bounded[i];
            outputs[i] = restored.ReadAs<Scalar>(_ => output).Value;
            bounded[i] = restored.ReadAs(_ => output2).Beside(outputs[i]);
        }
        double[] bounds = Array.ConvertAll(bounded, number => number.Error);
        if (!Array.TrueForAll(outputs, double.IsFinite) || !Array.TrueForAll(bounds, double.IsFinite)) return null;
        return new ProofRow(cells, 0, outputs, bounds, answer.Classes is null ? -1 : ClassOf(outputs, bounds));
    }

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
    private Bounded[] Inputs(Cell[] cells, double[] inputs)
    {
        Bounded[] bounded = Array.ConvertAll(inputs, Bounded.Of);
        int next = 0;
        for (int i = 0; i < cells.Length; i++)
        {
            PlanColumn column = _plan.Columns[i];
            if (column is NumberColumn number)
            {
                double x = cells[i].IsMissing ? number.Fill : cells[i].Number;
                bounded[next] = number.Formula.ReadAs(_ => Bounded.Of(x)).Beside(inputs[next]);
            }
            else if (column is DateColumn date)
            {
                int place = next + (date.Has(DateParts.Year) ? 1 : 0);
                if (date.Has(DateParts.DayOfYear)) (bounded[place], bounded[place + 1]) = (Bounded.Wave(inputs[place]), Bounded.Wave(inputs[place + 1]));
                place += (date.Has(DateParts.DayOfYear) ? 2 : 0) + (date.Has(DateParts.Weekday) ? 7 : 0);
                if (date.Has(DateParts.Hour)) (bounded[place], bounded[place + 1]) = (Bounded.Wave(inputs[place]), Bounded.Wave(inputs[place + 1]));
            }
            next += column.Width;
        }
        return bounded;
    }

    private Bounded[] Layers(Bounded[] inputs)
    {
        var layers = new List<Bounded[]> { inputs };
        foreach (PlanLayer layer in _plan.Layers)
        {
            var sums = new Bounded[layer.Count];
            for (int j = 0; j < sums.Length; j++)
            {
                Bounded sum = Bounded.Of(layer.Biases[j]);
                double size = Math.Abs(sum.Value);
                int count = 0;
                foreach (PlanBlock block in layer.Blocks)
                {
                    for (int i = 0; i < block.Weights.Length; i++)
                    {
                        Bounded product = Bounded.Of(block.Weights[i][j]) * layers[block.Source][i];
                        sum += product;
                        size += Math.Abs(product.Value);
                        count++;
                    }
                }
                sums[j] = _inAnyOrder ? sum.OrMore(2.0 * (count + 2) * HalfEpsilon * size) : sum;
            }
            Bounded[] activations = layer.Whole is { } whole ? Whole(whole, sums) : [.. sums.Select((z, j) => Single(layer.Nodes[j], z))];
            layers.Add(_inAnyOrder ? Array.ConvertAll(activations, a => a.OrMore(8.0 * HalfEpsilon * (1.0 + Math.Abs(a.Value)))) : activations);
        }
        return layers[^1];
    }

    private Bounded Single(IActivation activation, Bounded z)
    {
        LetForm formula = Known(activation.Name, () => [CodeFormula.Of(activation)]);
        return formula.ReadAs(_ => z)[0].Beside(activation.Activate(z.Value));
    }

    private Bounded[] Whole(ILayerActivation activation, Bounded[] z)
    {
        LetForm formula = Known(FormattableString.Invariant($"{activation.Name}\0{z.Length}"), () => CodeFormula.Of(activation, z.Length));
        var places = Enumerable.Range(0, z.Length).ToDictionary(i => CodeFormula.NetInput(i).Name, StringComparer.Ordinal);
        Bounded[] read = formula.ReadAs(variable => z[places[variable.Name]]);
        var here = new double[z.Length];
        activation.Activate(Array.ConvertAll(z, number => number.Value), here);
        return [.. read.Select((number, i) => number.Beside(here[i]))];
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
