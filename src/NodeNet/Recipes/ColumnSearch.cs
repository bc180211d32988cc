using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>Finds the columns of a table by their names: a wide one in one pass.</summary>
internal sealed class ColumnSearch
{
    /// <summary>That there is no such column.</summary>
    public const int None = -1;

    private const int Several = -2;

    private readonly ITable _table;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>? _byLetters; // of records, whose members cannot have any name that a file's columns have

    public ColumnSearch(ITable table)
    {
        _table = Guard.NotNull(table);
        IReadOnlyList<string> names = table.ColumnNames;
        for (int i = 0; i < names.Count; i++)
            _places.TryAdd(names[i], i);
        if (table is not IRecords) return;
        _byLetters = new(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            if (!_byLetters.TryAdd(Letters(names[i]), i)) _byLetters[Letters(names[i])] = Several;
        }
    }

    /// <summary>The column of this name or, in a table of a program's own records, the one that has the same letters and digits: BillLengthMm for
    /// bill_length_mm. <see cref="None"/> if there is none, or several could be meant.</summary>
    public int Find(string name)
    {
        if (_places.TryGetValue(name, out int place)) return place;
        return _byLetters is not null && _byLetters.TryGetValue(Letters(name), out int alike) && alike != Several ? alike : None;
    }

    /// <summary>As <see cref="Find"/>, or the refusal.</summary>
    /// <exception cref="RecipeException">There is no such column.</exception>
    public int PlaceOf(string name) => Find(name) is var place and >= 0 ? place : throw NotThere([name], []);

    /// <summary>Where columns stand.</summary>
    /// <exception cref="RecipeException">One or several are not there; all are named.</exception>
    public int[] PlacesOf(IReadOnlyList<string> names)
    {
        int[] places = [.. names.Select(Find)];
        return Array.IndexOf(places, None) < 0 ? places : throw NotThere([.. names.Where((_, i) => places[i] < 0)], places);
    }

    /// <summary>That columns are missing; of the others those may be meant that are asked for by no other name.</summary>
    private RecipeException NotThere(string[] missing, int[] taken)
    {
        IReadOnlyList<string> names = _table.ColumnNames;
        string first = missing[0];
        string shown = MessageText.Shown(first);
        if (_byLetters is not null && _byLetters.GetValueOrDefault(Letters(first), None) == Several)
        {
            string alike = MessageText.List([.. names.Where(name => Letters(name) == Letters(first))]);
            return new RecipeException($"{alike} could all be meant by \"{shown}\"; give one that name.", first);
        }
        string others = missing.Length == 1 ? "" : $", nor {MessageText.List(missing[1..])}";
        string meant = NearestName.Question(first, names.Where((_, i) => Array.IndexOf(taken, i) < 0));
        return new RecipeException($"There is no column \"{shown}\"{others}; there are {MessageText.List(names)}.{meant}", first);
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}

/// <summary>A table of a program's own records, whose members cannot have any name that a file's columns have.</summary>
internal interface IRecords : ITable;
