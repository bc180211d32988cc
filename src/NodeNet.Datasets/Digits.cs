using NodeNet.Data;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Datasets;

/// <summary>Handwritten digits: 1797 images of 8 × 8 pixels, each the digit 0 to 9 in the hand of one of 13 people.</summary>
/// <remarks>
/// <para>Small enough to train in seconds, and real. A pixel counts the ink in a square of 4 × 4 dots of the scanned digit, from 0 to 16.</para>
/// <para>E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits" (1998). See <see cref="Source"/> for origin and licence.</para>
/// </remarks>
public static class Digits
{
    /// <summary>Where the images come from, their licence, and how to cite them.</summary>
    public const string Source =
        "Optical Recognition of Handwritten Digits (the test set). E. Alpaydin and C. Kaynak (1998), " +
        "UCI Machine Learning Repository, https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits. The file is that of "
            + "scikit-learn, BSD 3-Clause License.";

    private const int Pixels = 64;
    private const string ClassColumn = "digit";

    private static readonly string[] _pixels = [.. Enumerable.Range(1, Pixels).Select(number => $"pixel{number}")];
    private static readonly string[] _classes = [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")];
    private static readonly Lazy<Table> _table = new(Read);

    /// <summary>1797 rows: the pixels "pixel1" … "pixel64", row after row from the top left, from 0 (paper) to 16 (ink); and "digit", a word from "0" to
    /// "9".</summary>
    public static Table Table => _table.Value;

    /// <summary>1797 examples: 64 inputs, the pixels row after row from the top left, from 0 (paper) to 16 (ink), not scaled; 10 targets, one-hot.</summary>
    public static DataSet Load()
    {
        IEnumerable<string> digits = Enumerable.Range(0, Table.RowCount).Select(row => Table[row, ClassColumn].Text);
        return DataSet.From(Table.Numbers(_pixels), OneHot.Encode(digits, _classes)).WithNames(_pixels, _classes);
    }

    private static Table Read() => EmbeddedFile.ReadCsv("digits.csv.gz", new CsvOptions
    {
        HasHeader = false,
        ColumnNames = [.. _pixels, ClassColumn],
        ColumnKinds = new Dictionary<string, CellKind> { [ClassColumn] = CellKind.Text }, // a digit is a class, not an amount
    });
}
