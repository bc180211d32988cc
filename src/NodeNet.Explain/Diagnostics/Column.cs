using NodeNet.Data;

namespace NodeNet.Diagnostics;

/// <summary>What is to be known of a column of inputs or targets.</summary>
internal sealed record Column(Node Node, double Smallest, double Largest, double RootMeanSquare)
{
    /// <summary>A column whose numbers differ by less than this share of the largest holds one number, computed in several ways: 0.3 and 0.1 + 0.2.</summary>
    internal const double RoundingShare = 1e-12;

    public bool IsConstant => Largest - Smallest <= RoundingShare * LargestAbsolute;

    public double LargestAbsolute => Math.Max(Math.Abs(Smallest), Math.Abs(Largest));

    /// <summary>The columns of a table, each with its node of a layer.</summary>
    public static Column[] Of(Layer layer, Rows rows)
    {
        double[] smallest = rows[0].ToArray();
        double[] largest = rows[0].ToArray();
        for (int row = 1; row < rows.Count; row++)
        {
            ReadOnlySpan<double> values = rows[row];
            for (int column = 0; column < values.Length; column++)
            {
                smallest[column] = Math.Min(smallest[column], values[column]);
                largest[column] = Math.Max(largest[column], values[column]);
            }
        }

        // Squares of a share of the largest: those of the numbers themselves may overflow or vanish.
        double[] scales = [.. Enumerable.Range(0, rows.Width).Select(column => Math.Max(Math.Abs(smallest[column]), Math.Abs(largest[column])))];
        var squares = new double[rows.Width];
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<double> values = rows[row];
            for (int column = 0; column < values.Length; column++)
            {
                double share = scales[column] == 0.0 ? 0.0 : values[column] / scales[column];
                squares[column] += share * share;
            }
        }
        return [
            .. layer.Nodes.Select(
                (node, column) => new Column(node, smallest[column], largest[column], scales[column] * Math.Sqrt(squares[column] / rows.Count)))];
    }
}
