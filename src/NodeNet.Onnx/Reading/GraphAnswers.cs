using NodeNet.Data;
using NodeNet.Onnx.Format;
using NodeNet.Onnx.Writing;
using NodeNet.Recipes;

namespace NodeNet.Onnx.Reading;

/// <summary>What a graph's outputs say: which nodes are answered, in which units, and what the classes are called.</summary>
internal sealed class GraphAnswers
{
    public GraphAnswers(GraphReader graph, GraphMessage message)
    {
        var matrices = new List<MatrixValue>();
        foreach (ValueMessage output in message.Outputs)
        {
            switch (graph[output.Name])
            {
                case MatrixValue matrix: matrices.Add(matrix); break;
                case ScoresValue scores:
                    matrices.Add(scores.Scores);
                    Labels ??= scores.Labels;
                    break;
                case LabelValue label:
                    Labels = label.Labels;
                    Threshold = label.Threshold;
                    break;
                case ClassValue number: Threshold ??= number.Threshold; break;
                default: throw new OnnxFileException($"The graph's output \"{output.Name}\" does not depend on its inputs.");
            }
        }
        Column[] columns = [.. matrices.DistinctBy(matrix => matrix.Columns, ReferenceEqualityComparer.Instance).SelectMany(matrix => matrix.Columns)];
        if (columns.Length == 0) throw new OnnxFileException("The graph answers no numbers; a network's outputs are some.");
        string title = message.Outputs[0].Name;
        Logarithms = [.. columns.Select(column => LogarithmOf(column, graph.Plan))];
        columns = [.. columns.Select((column, i) => Logarithms[i] is null ? column : column with { Term = TermTable.Z })];
        if (columns.Length == 2 && ClassOperators.IsPair([.. columns.Select(column => graph.Plan.Resolve(column, title))])) columns = [columns[1]];
        (int Node, double Scale, double Shift)[] nodes = [.. columns.Select(column => graph.Plan.NodeOf(column, title))];
        Nodes = [.. nodes.Select(node => node.Node)];
        if (Array.Exists(nodes, node => node.Scale == 0.0)) throw new OnnxFileException("An output is multiplied by 0.", title);
        if (Array.Exists(nodes, node => node.Scale != 1.0 || node.Shift != 0.0))
            Scaling = Scaler.From([.. nodes.Select(node => node.Shift)], [.. nodes.Select(node => node.Scale)]);
    }

    /// <summary>The nodes that are answered.</summary>
    public IReadOnlyList<int> Nodes { get; }

    /// <summary>How their activations are brought into the targets' units, or null where they are these.</summary>
    public Scaler? Scaling { get; }

    /// <summary>Of each output, whether it was learned as a logarithm.</summary>
    public IReadOnlyList<NumberScaling?> Logarithms { get; }

    public IReadOnlyList<string>? Labels { get; }

    public double? Threshold { get; }

    private static NumberScaling? LogarithmOf(Column column, NetworkPlan plan)
    {
        if (column.Term == TermTable.Z || plan.Functions.Find(column.Term) is not null) return null;
        if (plan.Functions.IsSame(column.Term, GraphNumber.Exp)) return NumberScaling.Log;
        return plan.Functions.IsSame(column.Term, GraphNumber.ExpMinusOne) ? NumberScaling.LogOnePlus : null;
    }
}
