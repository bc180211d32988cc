namespace NodeNet.Foundation;

/// <summary>The name that was probably meant.</summary>
internal static class NearestName
{
    private const int MostCharacters = 100;

    /// <summary>The known name with the fewest letters to change, if those are at most a third of its length or only the case differs; otherwise
    /// null.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        string? nearest = null;
        int fewest = int.MaxValue;
        foreach (string candidate in known)
        {
            if (name.Length > MostCharacters || candidate.Length > MostCharacters) continue;
            int changes = Changes(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (changes < fewest) (nearest, fewest) = (candidate, changes);
        }
        return nearest is not null && 3 * fewest <= Math.Max(nearest.Length, 3) ? nearest : null;
    }

    /// <summary>A question for the end of a message, " Is "green" meant?"; empty where no known name is near.</summary>
    public static string Question(string name, IEnumerable<string> known) => Of(name, known) is { } near ? $" Is \"{MessageText.Shown(near)}\" meant?" : "";

    /// <summary>Levenshtein's distance: the fewest letters to insert, remove or replace.</summary>
    private static int Changes(string left, string right)
    {
        int[] above = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
            above = row;
        }
        return above[right.Length];
    }
}
