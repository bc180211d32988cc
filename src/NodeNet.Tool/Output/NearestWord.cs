namespace NodeNet.Tool.Output;

/// <summary>The word that was probably meant.</summary>
internal static class NearestWord
{
    private const int MostCharacters = 40;

    /// <summary>" Is "train" meant?", for the end of a message; empty where no known word needs at most a third of its letters changed.</summary>
    public static string Question(string word, IReadOnlyList<string> known)
    {
        if (word.Length > MostCharacters) return "";
        string? nearest = known.MinBy(one => Changes(word, one));
        return nearest is not null && 3 * Changes(word, nearest) <= Math.Max(nearest.Length, 6) ? $" Is \"{nearest}\" meant?" : "";
    }

    /// <summary>The fewest letters to insert, remove, replace, or exchange with the next one.</summary>
    private static int Changes(string left, string right)
    {
        var changes = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    changes[i, j] = i + j;
                    continue;
                }
                int replaced = changes[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                changes[i, j] = Math.Min(replaced, Math.Min(changes[i - 1, j], changes[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    changes[i, j] = Math.Min(changes[i, j], changes[i - 2, j - 2] + 1);
            }
        }
        return changes[left.Length, right.Length];
    }
}
