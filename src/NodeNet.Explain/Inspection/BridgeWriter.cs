using System.Text;
using NodeNet.Formulas;
using NodeNet.Writers;

namespace NodeNet.Inspection;

/// <summary>Writes loops and matrices side by side.</summary>
internal sealed class BridgeWriter
{
    private const int Gap = 4;

    private static readonly string[] _timesAndPlus = [" · ", " + "];

    private readonly StepBridge _bridge;
    private readonly TextFormulas _numbers;
    private readonly Dictionary<(MomentKind, LedgerNode), LedgerLine> _lines;

    private BridgeWriter(StepBridge bridge, LedgerFormat format)
    {
        _bridge = bridge;
        _numbers = new TextFormulas(format.Digits, format.MostTerms);
        _lines = LedgerLines.Of(bridge.Ledger, format)
            .Where(line => line.Example == bridge.Example.Index && line.Node is not null && line.Kind is MomentKind.NetInput or MomentKind.Delta)
            .ToDictionary(line => (line.Kind, line.Node!));
    }

    public static string Write(StepBridge bridge, LedgerFormat format)
    {
        format.Validate();
        if (format.Profile != LedgerProfile.Handout)
            throw new ArgumentException($"The bridge shows matrices in the handout's signs; the format's profile is {format.Profile}.", nameof(format));
        var writer = new BridgeWriter(bridge, format);
        var text = new StringBuilder();
        foreach (BridgeLayer layer in bridge.Layers)
            writer.WriteForward(text, layer);
        foreach (BridgeLayer layer in bridge.Layers.Reverse())
            writer.WriteBackward(text, layer);
        return Printable.Text(text.ToString().TrimEnd('\n'));
    }

    private void WriteForward(StringBuilder text, BridgeLayer layer)
    {
        var matrices = new List<string>();
        string terms = string.Join(" + ", layer.Blocks.Select(block => $"W({block.Source.Name}) · a({block.Source.Name})"));
        matrices.Add($"z = {(terms.Length == 0 ? "b" : terms + " + b")}");
        List<string>[] factors =
        [
            .. layer.Blocks.SelectMany(block => new[] { Matrix(block.Weights), Column(block.Activations) }),
            Column(layer.Biases),
            Column(layer.NetInputsByMatrices),
        ];
        string[] operators = [.. layer.Blocks.SelectMany(_ => _timesAndPlus), " = "];
        matrices.AddRange(Beside(factors, operators));
        WriteColumns(text, $"{layer.Layer.Name}: net inputs", [.. layer.Layer.Nodes.Select(node => _lines[(MomentKind.NetInput, node)].Text)], matrices);
    }

    private void WriteBackward(StringBuilder text, BridgeLayer layer)
    {
        var matrices = new List<string>();
        if (layer.Layer.IsOutput)
        {
            matrices.Add("δ: node by node, from the loss");
            matrices.AddRange(Column(layer.DeltasByMatrices));
        }
        else
        {
            string slopes = layer.Layer.IsWholeLayer ? "f′(z) · " : "f′(z) ⊙ ";
            string sum = string.Join(
                " + ",
                _bridge.Layers
                    .Where(later => later.Blocks.Any(block => block.Source == layer.Layer))
                    .Select(later => $"W({layer.Layer.Name} → {later.Layer.Name})ᵀ · δ({later.Layer.Name})"));
            matrices.Add($"δ = {slopes}({(sum.Length == 0 ? "0" : sum)})");
            matrices.AddRange(Column(layer.DeltasByMatrices));
        }
        WriteColumns(text, $"{layer.Layer.Name}: δ", [.. layer.Layer.Nodes.Select(node => _lines[(MomentKind.Delta, node)].Text)], matrices);

        foreach (BridgeBlock block in layer.Blocks)
        {
            var loops = new List<string>();
            foreach (
                GradientShare share in _bridge.Example.Shares.Where(
                    share => share.Parameter.Target.Layer == layer.Layer && share.Parameter.Source?.Layer == block.Source))
            {
                loops.Add($"{share.Parameter.Name}: {_numbers.Write((Expression)share.Delta * share.Activation)} = {_numbers.Number(share.Product)}");
            }

            List<string> product = [
                $"δ · a({block.Source.Name})ᵀ", .. Beside(
                    [Column(layer.DeltasByMatrices), Matrix([block.Activations]), Matrix(block.GradientByMatrices)], [" · ", " = "])];
            WriteColumns(text, $"{block.Source.Name} → {layer.Layer.Name}: δ · a, downhill", loops, product);
        }
    }

    private static void WriteColumns(StringBuilder text, string heading, List<string> left, List<string> right)
    {
        text.Append(heading).Append('\n');
        int width = left.Select(line => line.Length).DefaultIfEmpty(0).Max() + Gap;
        for (int row = 0; row < Math.Max(left.Count, right.Count); row++)
        {
            string line = "  " + (row < left.Count ? left[row] : "").PadRight(width) + (row < right.Count ? right[row] : "");
            text.Append(line.TrimEnd()).Append('\n');
        }
        text.Append('\n');
    }

    private List<string> Column(IReadOnlyList<double> values) => Matrix([.. values.Select(value => new[] { value })]);

    /// <summary>"[0.5 1.2 −0.3]", a line for each row, columns flush right.</summary>
    private List<string> Matrix(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        string[][] cells = [.. rows.Select(row => row.Select(_numbers.Number).ToArray())];
        int[] widths = [.. Enumerable.Range(0, cells[0].Length).Select(column => cells.Max(row => row[column].Length))];
        return [.. cells.Select(row => "[" + string.Join("  ", row.Select((cell, column) => cell.PadLeft(widths[column]))) + "]")];
    }

    /// <summary>Matrices next to each other, an operator between them in the middle row.</summary>
    private static IEnumerable<string> Beside(List<string>[] matrices, string[] operators)
    {
        int height = matrices.Max(matrix => matrix.Count);
        for (int row = 0; row < height; row++)
        {
            var line = new StringBuilder();
            for (int m = 0; m < matrices.Length; m++)
            {
                int place = row - (height - matrices[m].Count) / 2;
                line.Append(place >= 0 && place < matrices[m].Count ? matrices[m][place] : new string(' ', matrices[m][0].Length));
                if (m < operators.Length) line.Append(row == (height - 1) / 2 ? operators[m] : new string(' ', operators[m].Length));
            }
            yield return line.ToString();
        }
    }
}
