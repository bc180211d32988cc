using NodeNet.Recipes;

namespace NodeNet.Tables;

public sealed partial class Table
{
    /// <summary>A row, for reading its cells by name.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public TableRow this[int row]
    {
        get
        {
            CheckRow(row);
            return new TableRow(this, row);
        }
    }

    /// <summary>Some rows, in the order given; a row may be taken more than once.</summary>
    /// <param name="rows">The numbers of the rows, from 0; there may be none.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Table Rows(params ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
            CheckRow(row);
        return Taken(rows.ToArray());
    }

    /// <summary>The rows of which something is true: <c>table.Where(row => row["year"].Number > 2007)</c>.</summary>
    /// <param name="condition">What must be true. A missing cell has no number; <see cref="Cell.IsMissing"/> asks first.</param>
    public Table Where(Func<TableRow, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var rows = new List<int>();
        for (int row = 0; row < RowCount; row++)
        {
            if (condition(new TableRow(this, row))) rows.Add(row);
        }
        return Taken([.. rows]);
    }

    /// <summary>The rows that have a value in each of some columns. The result may have no rows.</summary>
    /// <param name="columns">Names of columns; others may have gaps. None means all.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Table DropMissing(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Column[] needed = columns.Length == 0 ? _columns : [.. columns.Select(column => _columns[IndexOf(column)])];
        var hasGap = new bool[RowCount];
        foreach (Column column in needed)
        {
            for (int row = 0; row < hasGap.Length; row++)
                hasGap[row] |= column.IsMissing(row);
        }
        return Taken([.. Enumerable.Range(0, RowCount).Where(row => !hasGap[row])]);
    }

    /// <summary>Some columns, in the order given.</summary>
    /// <param name="columns">Their names, each once; at least one.</param>
    /// <exception cref="ArgumentException">There is no such column, one is named twice, or none.</exception>
    public Table Select(params string[] columns)
    {
        int[] places = PlacesOf(columns);
        if (places.Length == 0) throw new ArgumentException("There must be at least one column.", nameof(columns));
        return new Table(_head.With([.. columns]), [.. places.Select(place => _columns[place])], RowCount, _source);
    }

    /// <summary>All columns but some.</summary>
    /// <param name="columns">Their names, each once; not all of them.</param>
    /// <exception cref="ArgumentException">There is no such column, one is named twice, or none would be left.</exception>
    public Table Without(params string[] columns)
    {
        HashSet<int> left = [.. PlacesOf(columns)];
        return Select([.. _head.Names.Where((_, place) => !left.Contains(place))]);
    }

    /// <summary>The table with another column at its end, or in the place of the one that has the name already.</summary>
    /// <param name="name">What the column is called.</param>
    /// <param name="values">A value for each row, all of one kind, or null where one is missing: numbers, strings, bools, dates, enums.</param>
    /// <exception cref="ArgumentException">There are not as many values as rows, one is of a type that is no cell, or they are of several kinds.</exception>
    public Table WithColumn(string name, System.Collections.IEnumerable values)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(values);
        var builder = new CellColumn(name, _head.Places.HasLines ? PlaceOf : null);
        builder.AddAll(values);
        if (builder.Count != RowCount)
        {
            throw new ArgumentException(
                $"There are {TableText.Count(builder.Count, "value")} for {TableText.Count(RowCount, "row")}.", nameof(values));
        }
        return With(name, builder.ToColumn());
    }

    /// <summary>The table with another column that is computed from each row:
    /// <c>table.WithColumn("area", row => row["a"].Number * row["b"].Number)</c>.</summary>
    /// <param name="name">What the column is called; one that has the name already is replaced.</param>
    /// <param name="value">Gives a cell for each row, all of one kind or missing.</param>
    /// <exception cref="ArgumentException">The cells are of several kinds.</exception>
    public Table WithColumn(string name, Func<TableRow, Cell> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return WithColumn(name, Enumerable.Range(0, RowCount).Select(row => value(new TableRow(this, row))));
    }

    private Table With(string name, Column column)
    {
        int place = _head.IndexOf(name);
        if (place < 0) return new Table(_head.With([.. _head.Names, name]), [.. _columns, column], RowCount, _source);
        Column[] columns = [.. _columns];
        columns[place] = column;
        return new Table(_head, columns, RowCount, _source);
    }

    private Table Taken(int[] rows)
    {
        int[] source = _source is null ? rows : [.. rows.Select(row => _source[row])];
        return new Table(_head, [.. _columns.Select(column => column.Take(rows))], rows.Length, source);
    }

    private int[] PlacesOf(string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        int[] places = [.. columns.Select(IndexOf)];
        if (new HashSet<int>(places).Count < places.Length) throw new ArgumentException("A column is named twice.", nameof(columns));
        return places;
    }
}
