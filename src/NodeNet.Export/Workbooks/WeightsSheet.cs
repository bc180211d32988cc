using NodeNet.Export.Plan;

namespace NodeNet.Export.Workbooks;

/// <summary>The sheet "weights": a row for each node, with its bias and a weight from each source; an empty cell where there is no connection. Each has a
/// name, as w_x1_h1 and b_h1.</summary>
internal sealed class WeightsSheet
{
    private const int MostNames = 5000;
    private const int BiasColumn = 2;

    private readonly Dictionary<(int Layer, int Source), (int Row, int Column, int Count)> _blocks = [];
    private readonly Dictionary<int, int> _rows = [];
    private readonly List<(string, string)> _names = [];

    public WeightsSheet(Model model, ModelPlan plan)
    {
        Sheet.Head(1, 1, "Weights and biases: a row for each node, a column for each source");
        int row = 3;
        int parameters = plan.Layers.Sum(layer => layer.Count * (1 + layer.Blocks.Sum(block => block.Weights.Length)));
        bool isNamed = parameters <= MostNames;
        foreach (PlanLayer layer in plan.Layers)
        {
            Layer of = model.Network.Layers[layer.Index];
            Sheet.Head(row, 1, Texts.Comment(layer.Title));
            Sheet.Head(row, BiasColumn, "bias");
            int column = BiasColumn + 1;
            _rows[layer.Index] = row + 1;
            foreach (PlanBlock block in layer.Blocks)
            {
                Layer source = model.Network.Layers[block.Source];
                _blocks[(layer.Index, block.Source)] = (row + 1, column, source.Count);
                for (int i = 0; i < source.Count; i++) Sheet.Head(row, column + i, source.Nodes[i].Name);
                column += source.Count;
            }
            for (int j = 0; j < layer.Count; j++)
            {
                Node node = of.Nodes[j];
                Sheet.Put(row + 1 + j, 1, new SheetCell(node.Name));
                if (node.HasBias) Put(row + 1 + j, BiasColumn, node.Bias, isNamed ? "b_" + node.Name : null);
                foreach (Connection connection in node.Incoming)
                {
                    (int _, int first, int _) = _blocks[(layer.Index, connection.Source.Layer.Index)];
                    string? name = isNamed ? $"w_{connection.Source.Name}_{node.Name}" : null;
                    Put(row + 1 + j, first + connection.Source.Position, connection.Weight, name);
                }
            }
            row += layer.Count + 2;
        }
    }

    public Sheet Sheet { get; } = new("weights");

    public IReadOnlyList<(string Name, string Place)> Names => _names;

    /// <summary>The place of a node's bias.</summary>
    public string Bias(int layer, int node) => Sheet.Fixed(_rows[layer] + node, BiasColumn);

    /// <summary>The place of a weight.</summary>
    public string Weight(int layer, int node, int sourceLayer, int source)
    {
        (int row, int column, int _) = _blocks[(layer, sourceLayer)];
        return Sheet.Fixed(row + node, column + source);
    }

    /// <summary>The places of a node's weights from a layer.</summary>
    public string Weights(int layer, int node, int sourceLayer)
    {
        (int row, int column, int count) = _blocks[(layer, sourceLayer)];
        return Sheet.Fixed(row + node, column, count);
    }

    private void Put(int row, int column, double value, string? name)
    {
        Sheet.Put(row, column, new SheetCell(Number: value, Style: SheetStyle.Input));
        if (name is not null) _names.Add((name, Sheet.Fixed(row, column)));
    }
}
