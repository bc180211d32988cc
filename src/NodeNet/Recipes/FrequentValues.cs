using System.Globalization;
using System.Runtime.InteropServices;

namespace NodeNet.Recipes;

/// <summary>How often each value of a column of a source comes, of so many different ones at most: to find the most frequent.</summary>
/// <param name="name">The column's name.</param>
/// <param name="what">What the values are: "dates".</param>
internal sealed class FrequentValues<T>(string name, string what)
    where T : notnull
{
    private const int Most = 4096;

    private readonly Dictionary<T, int> _counts = [];

    /// <summary>The first of several in their own order.</summary>
    public T MostFrequent => _counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First().Key;

    /// <exception cref="RecipeException">There are too many different ones.</exception>
    public void Add(T value)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out _)++;
        if (_counts.Count <= Most) return;
        throw new RecipeException(string.Create(
            CultureInfo.InvariantCulture,
            $"There are more than {Most} different {what}, the most of which the most frequent is found where a table is read piece by piece. "
                + $"Take {nameof(MissingRule)}.{nameof(MissingRule.Median)}."), name);
    }
}
