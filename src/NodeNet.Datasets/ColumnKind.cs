using System.Globalization;

namespace NodeNet.Datasets;

/// <summary>Whether a column holds numbers or categories. What may be either is refused: a guess would be silent.</summary>
internal static class ColumnKind
{
    /// <summary>In fewer rows a column of categories may hold as many values by chance.</summary>
    private const int FewestRows = 20;

    /// <summary>A column of words in which more than this share of the rows has a value of its own names rows, not categories.</summary>
    private const double LargestShare = 0.75;

    /// <exception cref="DataFormatException">A cell is missing, or the column may be either.</exception>
    public static bool IsCategory(CsvContext context, CsvRow[] rows, int column, HashSet<int> named)
    {
        if (named.Contains(column)) return true;
        int firstNumber = -1;
        int firstText = -1;
        for (int row = 0; row < rows.Length && (firstNumber < 0 || firstText < 0); row++)
        {
            if (context.Numbers.TryRead(Present(context, rows[row], column), out _))
            {
                if (firstNumber < 0) firstNumber = row;
            }
            else if (firstText < 0)
            {
                firstText = row;
            }
        }
        if (firstText < 0) return false;
        // A slip of the pen in a column of numbers would make every number a category.
        if (firstNumber >= 0) throw Mixed(context, rows[firstText], rows[firstNumber], column);
        CheckForms(context, rows, column);
        CheckIdentifiers(context, rows, column);
        return true;
    }

    /// <exception cref="DataFormatException">The cell is missing.</exception>
    public static string Present(CsvContext context, CsvRow row, int column)
    {
        string cell = row.Cells[column];
        return context.IsMissing(cell) ? throw context.Trouble(row, column, $"The value is missing (\"{cell}\"); DropMissing leaves out such rows.") : cell;
    }

    public static string Shortened(string cell) => cell.Length <= 40 ? cell : cell[..40] + "…";

    private static DataFormatException Mixed(CsvContext context, CsvRow text, CsvRow number, int column)
    {
        string cell = text.Cells[column];
        string look = CsvNumbers.LookOf(cell) is { } form ? $" It looks like {form}." : "";
        return context.Trouble(text, column,
            $"\"{Shortened(cell)}\" is not a finite number, but line {number.Line.ToString(CultureInfo.InvariantCulture)} has one.{look} " +
            "Correct the cell, name its text in MissingValues, or name the column as one of categories.");
    }

    /// <summary>Numbers in another country's form, and dates, would become a column of zeros and ones for each of them.</summary>
    private static void CheckForms(CsvContext context, CsvRow[] rows, int column)
    {
        int like = 0;
        int first = -1;
        for (int row = 0; row < rows.Length; row++)
        {
            if (CsvNumbers.LookOf(Present(context, rows[row], column)) is null) continue;
            like++;
            if (first < 0) first = row;
        }
        if (2 * like <= rows.Length) return;
        string cell = rows[first].Cells[column];
        throw context.Trouble(rows[first], column,
            $"\"{Shortened(cell)}\" looks like {CsvNumbers.LookOf(cell)}. If it names a category, name the column as one of categories.");
    }

    private static void CheckIdentifiers(CsvContext context, CsvRow[] rows, int column)
    {
        if (rows.Length < FewestRows) return;
        int different = rows.Select(row => row.Cells[column]).Distinct(StringComparer.Ordinal).Count();
        if (different <= LargestShare * rows.Length) return;
        throw context.Trouble(rows[0], column, string.Create(
            CultureInfo.InvariantCulture,
            $"There are {different} different values in {rows.Length} rows, as \"{Shortened(rows[0].Cells[column])}\": they identify rows and say nothing "
                + $"of others. " +
            $"Leave the column out, or name it as one of categories."));
    }
}
