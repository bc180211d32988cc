using System.Runtime.InteropServices;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>How often each word comes: exactly, of at most so many different ones.</summary>
internal sealed class WordCounts(string column)
{
    /// <summary>How many different words are counted at most.</summary>
    public const int Most = 20_000;

    private const long MostCharacters = 4_000_000;

    private long _characters;

    public Dictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    public void Add(string word)
    {
        ref int count = ref CollectionsMarshal.GetValueRefOrAddDefault(Counts, word, out bool isKnown);
        count++;
        if (isKnown) return;
        _characters += word.Length;
        if (Counts.Count <= Most && _characters <= MostCharacters) return;
        throw new RecipeException(
            $"There are more than {Counts.Count - 1} different words, as \"{MessageText.Shown(word)}\": more than are counted where a table is read piece by "
                + $"piece, and far more than inputs that a network learns from. Leave the column out ({nameof(RecipeOptions)}.{nameof(RecipeOptions.Ignore)}), "
                + "or gather the words before.", column);
    }
}
