using System.Globalization;
using System.Text;
using NodeNet.Foundation;

namespace NodeNet;

/// <summary>Writes a network's layers as a table.</summary>
internal static class NetworkSummary
{
    private static readonly string[] _header = ["layer", "nodes", "activation", "fed by", "weights", "biases"];

    public static string Of(Network network)
    {
        var lines = new List<string[]> { _header };
        foreach (Layer layer in network.Layers)
        {
            lines.Add([
                layer.Name,
                Text(layer.Count),
                layer.IsInput ? "" : layer.ActivationName,
                string.Join(" + ", layer.Incoming.Select(block => block.Source.Name + (block.IsDense ? "" : " (sparse)"))),
                layer.IsInput ? "" : Text(layer.Incoming.Sum(block => block.Count)),
                layer.IsInput ? "" : Text(layer.Nodes.Count(node => node.HasBias)),
            ]);
        }

        var text = new StringBuilder();
        foreach (string[] line in lines)
            text.Append(string.Join("  ", line.Select((cell, column) => Align(cell, column, lines))).TrimEnd()).Append('\n');
        int frozen = FrozenCount(network);
        return text
            .Append(
                CultureInfo.InvariantCulture,
                $"{MessageText.Count(network.ParameterCount, "parameter")}{(frozen > 0 ? $", {Text(frozen)} of them frozen" : "")}")
            .ToString();
    }

    private static string Align(string cell, int column, List<string[]> lines)
    {
        int width = lines.Max(line => line[column].Length);
        bool isNumber = column is 1 or 4 or 5;
        return isNumber ? cell.PadLeft(width) : cell.PadRight(width);
    }

    private static int FrozenCount(Network network)
    {
        if (network.Flags is null) return 0;
        int count = 0;
        foreach (ParameterRow row in network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if (network.Exists(p) && network.IsFrozen(p)) count++;
            }
        }
        return count;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
