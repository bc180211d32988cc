using System.Globalization;
using NodeNet.Foundation;

namespace NodeNet.Data;

/// <summary>Classes as rows of numbers: 1 for the class, 0 for all others.</summary>
public static class OneHot
{
    /// <summary>A row for each class number.</summary>
    /// <param name="classes">Class numbers, from 0 to <paramref name="count"/> − 1; at least one.</param>
    /// <param name="count">How many classes there are; at least 1.</param>
    /// <exception cref="ArgumentException">A class number is out of range, or there is none; or the rows are more than the 2 147 483 527 numbers that a table
    /// holds.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public static Rows Encode(ReadOnlySpan<int> classes, int count)
    {
        Guard.AtLeast(count, 1);
        if (classes.Length == 0) throw new ArgumentException("There are no classes to encode.", nameof(classes));
        var values = new double[ArraySize.OfTable(classes.Length, count, nameof(classes))];
        for (int row = 0; row < classes.Length; row++)
        {
            if ((uint)classes[row] >= (uint)count)
            {
                throw new ArgumentException(
                    $"Row {row} has class {classes[row]}; of {MessageText.Count(count, "class", "classes")} the numbers go from 0 to "
                        + $"{count - 1}.", nameof(classes));
            }

            values[row * count + classes[row]] = 1.0;
        }
        return Rows.Own(values, classes.Length, count);
    }

    /// <summary>A row for each label; the classes are <see cref="Categories"/> of the labels.</summary>
    /// <param name="labels">Labels; at least one.</param>
    /// <param name="names">The class names in the order of the columns: what other labels, as those of a test set, are to be encoded with.</param>
    /// <exception cref="ArgumentException">There is no label.</exception>
    public static Rows Encode(IEnumerable<string> labels, out string[] names)
    {
        Guard.NotNull(labels);
        string[] all = [.. labels];
        names = Categories(all);
        return names.Length == 0 ? throw new ArgumentException("There are no classes to encode.", nameof(labels)) : Encode(all, names);
    }

    /// <summary>A row for each label, by categories that are known: those of the training set, for a test set too.</summary>
    /// <param name="labels">Labels, each one of the categories; at least one.</param>
    /// <param name="categories">The class names in the order of the columns, all different; at least one.</param>
    /// <exception cref="ArgumentException">There is no label, a label is none of the categories (the message names its row), or a category is there
    /// twice.</exception>
    public static Rows Encode(IEnumerable<string> labels, IReadOnlyList<string> categories)
    {
        Guard.NotNull(labels);
        Guard.NotNull(categories);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < categories.Count; i++)
        {
            if (categories[i] is not { } name || !places.TryAdd(name, i))
                throw new ArgumentException($"Category {i} (from 0) is null or there twice.", nameof(categories));
        }
        var classes = new List<int>();
        foreach (string label in labels)
        {
            if (label is null || !places.TryGetValue(label, out int place))
            {
                throw new ArgumentException(
                    $"Row {classes.Count} is \"{MessageText.Shown(label ?? "null")}\", which is none of the categories "
                        + $"{MessageText.List(categories)}.", nameof(labels));
            }
            classes.Add(place);
        }
        return Encode([.. classes], Math.Max(1, categories.Count));
    }

    /// <summary>The different labels: in the order of numbers where all of them are numbers (0, 1, 2, …, 10, 11), otherwise in ordinal order.</summary>
    /// <param name="labels">The labels.</param>
    public static string[] Categories(IEnumerable<string> labels)
    {
        Guard.NotNull(labels);
        string[] known = [.. labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        double[] numbers = [.. known.Select(NumberOf)];
        return Array.TrueForAll(numbers, double.IsFinite) ? [.. Enumerable.Range(0, known.Length).OrderBy(i => numbers[i]).Select(i => known[i])] : known;
    }

    private static double NumberOf(string label)
        => double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
}
