using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>Rows that come from a program's own objects.</summary>
public static class Records
{
    /// <summary>Where columns stand in a table: the one of each name or, in a table of a program's own records, the one with the same letters and
    /// digits.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The names.</param>
    /// <returns>Their places, from 0; −1 for one that is not there.</returns>
    public static int[] PlacesOf(ITable table, IReadOnlyList<string> columns)
    {
        var search = new ColumnSearch(table);
        return [.. Guard.NotNull(columns).Select(search.Find)];
    }

    /// <summary>A table of one row or several: records, objects of a class, anonymous objects (their public properties are the columns), or dictionaries from
    /// column names to values, also JSON objects; or rows of one table.</summary>
    /// <typeparam name="T">The type of a row.</typeparam>
    /// <param name="rows">The rows; at least one. Dictionaries must all have the keys of the first.</param>
    /// <remarks>A property fits a column with the same letters and digits: BillLengthMm for bill_length_mm. null and NaN are missing values.</remarks>
    /// <exception cref="ArgumentException">There is no row, a row is null, it has no property, or a value's type is no cell's.</exception>
    public static ITable Table<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(params IEnumerable<T> rows)
        where T : notnull
    {
        T[] all = [.. Guard.NotNull(rows)];
        if (all.Length == 0) throw new ArgumentException("There is no row.", nameof(rows));
        if (Array.Exists(all, row => row is null)) throw new ArgumentException("A row is null.", nameof(rows));
        if (all[0] is ITableRow) return FromTable([.. all.Cast<ITableRow>()]);
        return all[0] is System.Collections.IDictionary or IEnumerable<KeyValuePair<string, object?>> or IEnumerable<KeyValuePair<string, string>>
            or IEnumerable<KeyValuePair<string, double>> or IEnumerable<KeyValuePair<string, Cell>> or IEnumerable<KeyValuePair<string, JsonNode?>>
            or IEnumerable<KeyValuePair<string, JsonElement>> or JsonElement
            ? FromPairs([.. all.Select(row => Pairs(row))])
            : FromProperties(all);
    }

    private static RowsOf FromTable(ITableRow[] rows)
    {
        ITable table = rows[0].Table;
        return Array.TrueForAll(rows, row => ReferenceEquals(row.Table, table))
            ? new RowsOf(table, Array.ConvertAll(rows, row => row.Index))
            : throw new ArgumentException("The rows stand in different tables.", nameof(rows));
    }

    private static RecordTable FromProperties<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T[] rows)
        where T : notnull
    {
        PropertyInfo[] properties =
        [
            .. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanRead && property.GetIndexParameters().Length == 0),
        ];
        if (rows[0] is System.Collections.IEnumerable or IConvertible)
        {
            throw new ArgumentException(
                $"A {typeof(T).Name} is no row: a row is a record, another object with a property for each column, or a dictionary. Several rows are made a "
                    + $"table of by {nameof(Records)}.{nameof(Table)}.", nameof(rows));
        }
        return properties.Length == 0
            ? throw new ArgumentException(
                $"{typeof(T).Name} has no public property; a row has one for each column. (It is given as its own type, not as object.)", nameof(rows))
            : new RecordTable(
                [.. properties.Select(property => property.Name)],
                [.. rows.Select(row => Array.ConvertAll(properties, property => Of(property.GetValue(row), property.Name)))]);
    }

    private static RecordTable FromPairs(List<KeyValuePair<string, object?>>[] rows)
    {
        string[] names = [.. rows[0].Select(pair => pair.Key)];
        if (names.Length == 0 || MessageText.TroubleOf(names) is not null)
        {
            throw new ArgumentException("The keys of a row must be names, each once.", nameof(rows));
        }
        return new RecordTable(names, [.. rows.Select((row, i) => CellsOf(row, names, i))]);
    }

    private static Cell[] CellsOf(List<KeyValuePair<string, object?>> row, string[] names, int number)
    {
        var byName = new Dictionary<string, object?>(row, StringComparer.Ordinal);
        if (byName.Count != names.Length || !Array.TrueForAll(names, byName.ContainsKey))
            throw new ArgumentException($"Row {number} (from 0) has other keys than row 0.", nameof(row));
        return Array.ConvertAll(names, name => Of(byName[name], name));
    }

    private static List<KeyValuePair<string, object?>> Pairs(object row) => row switch
    {
        IEnumerable<KeyValuePair<string, object?>> pairs => [.. pairs],
        IEnumerable<KeyValuePair<string, string>> pairs => [.. pairs.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value))],
        IEnumerable<KeyValuePair<string, double>> pairs => [.. pairs.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value))],
        IEnumerable<KeyValuePair<string, Cell>> pairs => [.. pairs.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value))],
        IEnumerable<KeyValuePair<string, JsonNode?>> pairs => [.. pairs.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value))],
        IEnumerable<KeyValuePair<string, JsonElement>> pairs => [.. pairs.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value))],
        JsonElement { ValueKind: JsonValueKind.Object } json =>
            [.. json.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, (object?)member.Value))],
        JsonElement json => throw new ArgumentException($"A row in JSON is an object with a member for each column, not: {json.ValueKind}.", nameof(row)),
        System.Collections.IDictionary entries =>
        [
            .. entries.Keys.Cast<object>().Select(key => KeyValuePair.Create(
                key as string ?? throw new ArgumentException("The keys of a row must be names.", nameof(row)), entries[key])),
        ],
        _ => throw new ArgumentException("The rows are of different kinds.", nameof(row)),
    };

    private static Cell Of(object? value, string name)
    {
        try
        {
            return Cell.From(value);
        }
        catch (ArgumentException wrong)
        {
            throw new RecipeException(MessageText.MessageOf(wrong), name);
        }
    }

    private sealed class RecordTable(string[] names, Cell[][] rows) : IRecords
    {
        public IReadOnlyList<string> ColumnNames => names;

        public int RowCount => rows.Length;

        public Cell this[int row, int column] => rows[row][column];

        public string PlaceOf(int row) => rows.Length == 1 ? "the row" : $"row {row} (from 0)";
    }
}
