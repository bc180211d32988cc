using System.Globalization;
using NodeNet.Activations;
using NodeNet.Export.Plan;
using NodeNet.Formulas;
using NodeNet.Losses;

namespace NodeNet.Export.Workbooks;

/// <summary>The sheet "training": a step of gradient descent in each row, with the weights that the row before has left: net inputs, activations, loss, δ, and
/// the change of every weight and bias, by formulas.</summary>
internal sealed class TrainingSheet
{
    private const int Sections = 4;
    private const int First = 6;
    private const string Rate = "alpha";

    private readonly Network _network;
    private readonly ILoss _loss;
    private readonly WeightsSheet _weights;
    private readonly RecipeSheet _recipe;
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _changes = new(StringComparer.Ordinal);
    private readonly Dictionary<Node, string> _z = [];
    private readonly Dictionary<Node, string> _a = [];
    private readonly Dictionary<Node, string> _delta = [];
    private string[] _targets = [];

    public TrainingSheet(Network network, ILoss loss, double rate, WeightsSheet weights, RecipeSheet recipe)
    {
        (_network, _loss, _weights, _recipe) = (network, loss, weights, recipe);
        Sheet.Head(1, 1, "Steps of gradient descent: each row is a step with one example, and has the weights that the row before has left");
        Sheet.Head(2, 1, "learning rate α");
        Sheet.Put(2, 2, new SheetCell(Number: rate, Style: SheetStyle.Input));
        Sheet.Put(2, 3, new SheetCell("loss: " + loss.Name));
        Sheet.Put(2, 4, new SheetCell("δ = −∂loss/∂z, change = α · δ · a"));
    }

    public Sheet Sheet { get; } = new("training") { HeadRows = First - 1 };

    public IReadOnlyList<(string Name, string Place)> Names => [(Rate, Sheet.Fixed(2, 2))];

    /// <summary>Adds a step.</summary>
    /// <param name="step">Its number, from 0.</param>
    /// <param name="example">The number of its row on the sheet "predict", from 0.</param>
    /// <param name="input">The place of an input there.</param>
    /// <param name="targets">The targets, as training takes them.</param>
    public void Add(int step, int example, Func<int, string> input, ReadOnlySpan<double> targets)
    {
        SheetRow row = Begin(step);
        row.Put("row", new SheetCell(Number: example + 1));
        row.Section("inputs");
        foreach (Node node in _network.InputLayer.Nodes) _a[node] = row.Put(node.Name, input(node.Position));
        row.Section("targets");
        _targets = new string[targets.Length];
        for (int i = 0; i < targets.Length; i++)
            _targets[i] = row.Put("target of " + _network.OutputLayer.Nodes[i].Name, new SheetCell(Number: targets[i], Style: SheetStyle.Input));
        AddParameters(row, step);
        foreach (Layer layer in _network.Layers.Skip(1)) Forward(row, layer);
        row.Section("loss");
        row.Put("loss", Loss(row));
        row.Section("δ, from the outputs back");
        for (int l = _network.Layers.Count - 1; l > 0; l--) Backward(row, _network.Layers[l]);
        AddChanges(row);
    }

    /// <summary>Adds the weights after the last step.</summary>
    public void End(int steps)
    {
        SheetRow row = Begin(steps);
        row.Put("row", new SheetCell("after"));
        for (int i = _network.InputLayer.Count + _network.OutputLayer.Count; i > 0; i--) row.Skip();
        AddParameters(row, steps);
    }

    private SheetRow Begin(int step)
    {
        var row = new SheetRow(Sheet, First + step, Sections, step == 0, _recipe);
        row.Put("step", new SheetCell(Number: step + 1));
        return row;
    }

    private void AddParameters(SheetRow row, int step)
    {
        row.Section("weights and biases");
        foreach (Node node in _network.Layers.Skip(1).SelectMany(layer => layer.Nodes))
        {
            if (node.HasBias) Add("b_" + node.Name, _weights.Bias(node.Layer.Index, node.Position));
            foreach (Connection weight in node.Incoming)
                Add(NameOf(weight), _weights.Weight(node.Layer.Index, node.Position, weight.Source.Layer.Index, weight.Source.Position));
        }

        void Add(string name, string given)
        {
            string formula = step == 0 ? given : _changes.TryGetValue(name, out string? change) ? $"{_parameters[name]}+{change}" : _parameters[name];
            _parameters[name] = row.Put(name, formula);
        }
    }

    private static string NameOf(Connection weight) => $"w_{weight.Source.Name}_{weight.Target.Name}";

    private void Forward(SheetRow row, Layer layer)
    {
        row.Section(layer.Name);
        foreach (Node node in layer.Nodes)
        {
            IEnumerable<string> terms = node.Incoming.Select(weight => $"{_parameters[NameOf(weight)]}*{_a[weight.Source]}");
            if (node.HasBias) terms = terms.Prepend(_parameters["b_" + node.Name]);
            _z[node] = row.Put("z of " + node.Name, string.Join("+", terms.DefaultIfEmpty("0")));
        }
        string[] formulas = layer.LayerActivation is { } whole
            ? row.Formulas(layer.Name, Stated(whole.ActivationExpressions(Variables("z", layer)), whole.Name), Place)
            : [.. layer.Nodes.Select(node => row.Formula(
                node.Name, Stated(node.ActivationFunction!.ActivationExpression(Of("z", node)), node.ActivationName), Place))];
        foreach (Node node in layer.Nodes) _a[node] = row.Put("a of " + node.Name, formulas[node.Position]);
    }

    private string Loss(SheetRow row)
    {
        Layer outputs = _network.OutputLayer;
        Expression[] y = [.. outputs.Nodes.Select(node => (Expression)Of("y", node))];
        Expression loss;
        if (Fused(outputs) is { } fused)
        {
            loss = fused.LossExpression(Variables("z", outputs), y);
        }
        else
        {
            Expression[] terms = [.. outputs.Nodes.Select(node => Fused(node) is { } of
                ? of.TermExpression(Of("z", node), y[node.Position])
                : Stated(_loss.TermExpression(Of("a", node), y[node.Position]), _loss.Name))];
            loss = terms.Length == 1 ? terms[0] : new Sum(terms);
        }
        return row.Formula("loss", IsMean ? loss / (double)outputs.Count : loss, Place);
    }

    private bool IsMean => _loss.IsMeanOverOutputs && _network.OutputLayer.Count > 1;

    private void Backward(SheetRow row, Layer layer)
    {
        if (layer.IsOutput && FusedDeltas(layer) is { } fused)
        {
            string[] formulas = row.Formulas("δ of " + layer.Name, fused, Place);
            foreach (Node node in layer.Nodes) _delta[node] = row.Put("δ of " + node.Name, formulas[node.Position]);
            return;
        }
        var pushes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Node node in layer.Nodes) pushes["p" + node.Name] = row.Put("push on " + node.Name, layer.IsOutput ? PushOf(row, node) : PushBack(node));
        string PlaceOf(Variable variable) => pushes.TryGetValue(variable.Name, out string? place) ? place : Place(variable);
        Expression[] push = Variables("p", layer);
        string[] deltas = layer.LayerActivation is { } whole
            ? row.Formulas("δ of " + layer.Name, Stated(whole.DeltaExpressions(Variables("z", layer), Variables("a", layer), push), whole.Name), PlaceOf)
            : [.. layer.Nodes.Select(node => row.Formula("δ of " + node.Name, DeltaOf(node, push[node.Position]), PlaceOf))];
        foreach (Node node in layer.Nodes) _delta[node] = row.Put("δ of " + node.Name, deltas[node.Position]);
    }

    private static Expression DeltaOf(Node node, Expression push) => push * Stated(
        node.ActivationFunction!.SlopeExpression(Of("z", node), Of("a", node)), node.ActivationName);

    private string PushOf(SheetRow row, Node node)
    {
        Expression push = -Stated(_loss.SlopeExpression(Of("a", node), Of("y", node)), _loss.Name);
        return row.Formula("push on " + node.Name, IsMean ? push / (double)_network.OutputLayer.Count : push, Place);
    }

    private string PushBack(Node node) => string.Join("+", node.Outgoing.Select(
        weight => $"{_delta[weight.Target]}*{_parameters[NameOf(weight)]}").DefaultIfEmpty("0"));

    private Expression[]? FusedDeltas(Layer layer)
    {
        Expression[]? deltas = null;
        if (Fused(layer) is { } whole)
            deltas = [.. layer.Nodes.Select(node => whole.DeltaExpression(node.Position, Variables("a", layer), Variables("y", layer)))];
        else if (layer.Nodes.All(node => Fused(node) is not null))
            deltas = [.. layer.Nodes.Select(node => Fused(node)!.DeltaExpression(Of("z", node), Of("y", node)))];
        return IsMean && deltas is not null ? Array.ConvertAll(deltas, delta => delta / (double)layer.Count) : deltas;
    }

    private ILayerFusedLoss? Fused(Layer layer) =>
        layer.LayerActivation is { } whole && _loss is ILayerFusedLoss fused && fused.FusesWith(whole) ? fused : null;

    private INodeFusedLoss? Fused(Node node) => node.ActivationFunction is { } own && _loss is INodeFusedLoss fused && fused.FusesWith(own) ? fused : null;

    private void AddChanges(SheetRow row)
    {
        row.Section("changes");
        foreach (Node node in _network.Layers.Skip(1).SelectMany(layer => layer.Nodes))
        {
            if (node.HasBias && !node.IsBiasFrozen) Add("b_" + node.Name, $"{Rate}*{_delta[node]}");
            foreach (Connection weight in node.Incoming.Where(weight => !weight.IsFrozen))
                Add(NameOf(weight), $"{Rate}*{_delta[node]}*{_a[weight.Source]}");
        }

        void Add(string name, string formula) => _changes[name] = row.Put("change of " + name, formula);
    }

    private static Variable Of(string kind, Node node) => new(kind + node.Name);

    private static Expression[] Variables(string kind, Layer layer) => [.. layer.Nodes.Select(node => Of(kind, node))];

    private string Place(Variable variable)
    {
        Node node = _network.Node(variable.Name[1..]);
        return variable.Name[0] switch { 'z' => _z[node], 'a' => _a[node], _ => _targets[node.Position] };
    }

    private static T Stated<T>(T? formula, string name)
        where T : class => formula ?? throw new NotSupportedException(
            string.Create(CultureInfo.InvariantCulture, $"{name} states no formula of its slope, so no step can be taken by formulas."));
}
