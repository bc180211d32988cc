namespace NodeNet.Recipes;

/// <summary>Finds columns by their names.</summary>
internal static class ColumnSearch
{
    /// <summary>The column of this name or, in a table of a program's own records, the one that has the same letters and digits: BillLengthMm for
    /// bill_length_mm. −1 if there is none.</summary>
    public static int Find(ITable table, string name)
    {
        IReadOnlyList<string> names = table.ColumnNames;
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] == name) return i;
        }
        if (table is not IRecords) return -1;
        string letters = Letters(name);
        int found = -1;
        for (int i = 0; i < names.Count; i++)
        {
            if (Letters(names[i]) != letters) continue;
            if (found >= 0) return -1; // two could be meant
            found = i;
        }
        return found;
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}

/// <summary>A table of a program's own records, whose members cannot have any name that a file's columns have.</summary>
internal interface IRecords : ITable;
