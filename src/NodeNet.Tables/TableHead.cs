using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>What tables have in common that come from one another: names, where their rows stood, how they were read.</summary>
/// <param name="names">The names of the columns.</param>
/// <param name="places">Where the rows stood that the first table had.</param>
/// <param name="options">How the file was read; null if there was none.</param>
/// <param name="delimiter">What divides the file's cells.</param>
/// <param name="notes">What was found out or guessed when it was read.</param>
internal sealed class TableHead(string[] names, RowPlaces places, CsvOptions? options, char delimiter, IReadOnlyList<string> notes)
{
    private CellForms? _forms; // made when first asked
    private Dictionary<string, int>? _indexes; // made when first asked: a table may have a million columns

    public string[] Names => names;

    public RowPlaces Places => places;

    public CsvOptions? Options => options;

    public IReadOnlyList<string> Notes => notes;

    /// <summary>How the file was written; null if there was none.</summary>
    public TableForm? Form { get; } = options?.FormWith(delimiter);

    /// <summary>Reads texts as the file's options say.</summary>
    public CellForms Forms => _forms ??= new CellForms(options ?? new CsvOptions());

    /// <summary>The place of a column, or −1.</summary>
    public int IndexOf(string name) => (_indexes ??= IndexesOf(names)).GetValueOrDefault(name, -1);

    /// <summary>The same of other columns.</summary>
    public TableHead With(string[] others) => new(others, places, options, delimiter, notes);

    /// <summary>The same of rows that stand elsewhere.</summary>
    public TableHead With(RowPlaces others) => new(names, others, options, delimiter, notes);

    private static Dictionary<string, int> IndexesOf(string[] names)
    {
        var indexes = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        for (int c = 0; c < names.Length; c++)
            indexes.Add(names[c], c);
        return indexes;
    }
}
