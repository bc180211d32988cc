namespace NodeNet.Inspection;

/// <summary>The few operations of linear algebra that the bridge shows beside the loops.</summary>
internal static class Matrices
{
    public static double[] Times(IReadOnlyList<IReadOnlyList<double>> matrix, IReadOnlyList<double> vector) =>
        [.. matrix.Select(row => row.Zip(vector, (left, right) => left * right).Sum())];

    public static double[] TransposedTimes(IReadOnlyList<IReadOnlyList<double>> matrix, IReadOnlyList<double> vector)
    {
        var product = new double[matrix[0].Count];
        for (int row = 0; row < matrix.Count; row++)
        {
            for (int column = 0; column < product.Length; column++)
                product[column] += matrix[row][column] * vector[row];
        }
        return product;
    }

    public static double[][] Outer(IReadOnlyList<double> column, IReadOnlyList<double> row) =>
        [.. column.Select(left => row.Select(right => left * right).ToArray())];

    /// <summary>diag(a) − a · aᵀ.</summary>
    public static double[][] SoftmaxSlopes(IReadOnlyList<double> activations) =>
        [.. activations.Select((left, i) => activations.Select((right, j) => (i == j ? left : 0.0) - left * right).ToArray())];

    public static double LargestDifference(IReadOnlyList<double> left, IReadOnlyList<double> right) =>
        left.Zip(right, (a, b) => Math.Abs(a - b)).DefaultIfEmpty(0.0).Max();
}
