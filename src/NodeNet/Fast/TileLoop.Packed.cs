using System.Runtime.CompilerServices;
using NodeNet.Foundation;

namespace NodeNet.Fast;

// With factors or values that lie side by side since before. The order of the sums is the same.
internal static partial class TileLoop<T, TVector, TVectors>
{
    /// <summary>Values in columns of as many vectors as a tile has, one column after the other.</summary>
    /// <param name="values">values[0][0].</param>
    /// <param name="valuesStep">How far apart the rows of values are.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="vectors">How many vectors each has.</param>
    public static AlignedArray<T> PackValues(ref T values, nint valuesStep, int count, int vectors)
    {
        var packed = new AlignedArray<T>((long)count * vectors * TVectors.Width);
        for (int done = 0; done < vectors; done += Columns(vectors - done))
        {
            int length = Columns(vectors - done) * TVectors.Width;
            nint column = (nint)done * TVectors.Width;
            Pack(ref Unsafe.Add(ref values, column), valuesStep, count, length, ref Unsafe.Add(ref packed.First, column * count), length);
        }
        return packed;
    }

    /// <summary>Factors that lie k after k, in groups of rows, one group after the other; the last is filled up with zeros.</summary>
    /// <param name="factor">factor[0][0]; rows are neighbours.</param>
    /// <param name="factorStep">How far apart a row's factors are.</param>
    /// <param name="count">How many k.</param>
    /// <param name="rows">How many rows.</param>
    public static AlignedArray<T> PackFactors(ref T factor, nint factorStep, int count, int rows)
    {
        int groups = (rows + PackedRows - 1) / PackedRows;
        var packed = new AlignedArray<T>((long)count * groups * PackedRows);
        for (int row = 0; row < rows; row += PackedRows)
        {
            Pack(
                ref Unsafe.Add(ref factor, row), factorStep, count, Math.Min(PackedRows, rows - row), ref Unsafe.Add(ref packed.First, (nint)row * count),
                PackedRows);
        }
        return packed;
    }

    /// <summary>As <see cref="Run"/>, with values made by <see cref="PackValues"/>.</summary>
    /// <param name="shape">How the factors and the output lie.</param>
    /// <param name="factor">factor[0][from].</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="values">The values.</param>
    /// <param name="valueRows">How many rows of values there are.</param>
    /// <param name="vectors">How many vectors each has.</param>
    /// <param name="from">The first k.</param>
    /// <param name="count">How many k.</param>
    /// <param name="output">out[0][0].</param>
    public static void RunOnPackedValues(
        in TileShape shape, ref T factor, int rows, ref T values, int valueRows, int vectors, int from, int count, ref T output)
    {
        for (int k = 0; k < count; k += Block)
        {
            for (int done = 0; done < vectors; done += Columns(vectors - done))
            {
                int width = Columns(vectors - done);
                nint column = (nint)done * TVectors.Width;
                nint step = (nint)width * TVectors.Width;
                Rows(
                    shape with { ValuesStep = step },
                    default(ScaledEnd<T, TVector, TVectors>),
                    ref Unsafe.Add(ref factor, k * shape.FactorStep),
                    rows,
                    ref Unsafe.Add(ref values, column * valueRows + (from + k) * step),
                    width,
                    Math.Min(Block, count - k),
                    ref Unsafe.Add(ref output, column));
            }
        }
    }

    /// <summary>As <see cref="Run"/>, with factors made by <see cref="PackFactors"/>.</summary>
    /// <param name="shape">How the values and the output lie.</param>
    /// <param name="factors">The factors.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="values">values[0][0].</param>
    /// <param name="vectors">How many vectors a row of values has.</param>
    /// <param name="count">How many k there are.</param>
    /// <param name="output">out[0][0].</param>
    public static void RunOnPackedFactors(in TileShape shape, ref T factors, int rows, ref T values, int vectors, int count, ref T output)
    {
        TileShape here = shape with { FactorRow = 1, FactorStep = PackedRows };
        for (int k = 0; k < count; k += Block)
        {
            for (int row = 0; row < rows; row += PackedRows)
            {
                for (int done = 0; done < vectors; done += Columns(vectors - done))
                {
                    nint column = (nint)done * TVectors.Width;
                    Rows(
                        here,
                        default(ScaledEnd<T, TVector, TVectors>),
                        ref Unsafe.Add(ref factors, (nint)row * count + k * PackedRows),
                        Math.Min(PackedRows, rows - row),
                        ref Unsafe.Add(ref values, k * shape.ValuesStep + column),
                        Columns(vectors - done),
                        Math.Min(Block, count - k),
                        ref Unsafe.Add(ref output, row * shape.OutputRow + column));
                }
            }
        }
    }
}
