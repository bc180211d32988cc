namespace NodeNet.Minimizing;

/// <summary>Solves symmetric equations by a triangle whose square the table is.</summary>
internal static class Cholesky
{
    /// <summary>Solves (table + damping · I) · change = −slopes.</summary>
    /// <param name="table">n · n numbers, symmetric.</param>
    /// <param name="damping">What is added to the diagonal.</param>
    /// <param name="slopes">The slopes.</param>
    /// <param name="triangle">Room for n · n numbers.</param>
    /// <param name="change">Receives the answer.</param>
    /// <returns>Whether the table is positive enough to be solved.</returns>
    public static bool Solve(double[] table, double damping, double[] slopes, double[] triangle, double[] change)
    {
        int n = slopes.Length;
        for (int row = 0; row < n; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double sum = table[row * n + column] + (row == column ? damping : 0.0)
                    - Numbers.Dot(triangle.AsSpan(row * n, column), triangle.AsSpan(column * n, column));
                if (row != column) triangle[row * n + column] = sum / triangle[column * n + column];
                else if (sum > 0.0 && double.IsFinite(sum)) triangle[row * n + row] = Math.Sqrt(sum);
                else return false;
            }
        }
        for (int row = 0; row < n; row++)
            change[row] = (-slopes[row] - Numbers.Dot(triangle.AsSpan(row * n, row), change.AsSpan(0, row))) / triangle[row * n + row];
        for (int row = n - 1; row >= 0; row--)
        {
            double sum = change[row];
            for (int below = row + 1; below < n; below++) sum -= triangle[below * n + row] * change[below];
            change[row] = sum / triangle[row * n + row];
        }
        return true;
    }
}
