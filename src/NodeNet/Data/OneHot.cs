using NodeNet.Foundation;

namespace NodeNet.Data;

/// <summary>Classes as rows of numbers: 1 for the class, 0 for all others.</summary>
public static class OneHot
{
    /// <summary>A row for each class number.</summary>
    /// <param name="classes">Class numbers, from 0 to <paramref name="count"/> − 1; at least one.</param>
    /// <param name="count">How many classes there are; at least 1.</param>
    /// <exception cref="ArgumentException">A class number is out of range, or there is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public static Rows Encode(ReadOnlySpan<int> classes, int count)
    {
        Guard.AtLeast(count, 1);
        if (classes.Length == 0) throw new ArgumentException("There are no classes to encode.", nameof(classes));
        var values = new double[checked(classes.Length * count)];
        for (int row = 0; row < classes.Length; row++)
        {
            if ((uint)classes[row] >= (uint)count)
                throw new ArgumentException($"Row {row} has class {classes[row]}; of {Naming.Count(count, "class", "classes")} the numbers go from 0 to {count - 1}.", nameof(classes));
            values[row * count + classes[row]] = 1.0;
        }
        return Rows.Own(values, classes.Length, count);
    }

    /// <summary>A row for each label; the classes are the different labels in ordinal order.</summary>
    /// <param name="labels">Labels; at least one.</param>
    /// <param name="names">The class names in the order of the columns.</param>
    /// <exception cref="ArgumentException">There is no label.</exception>
    public static Rows Encode(IEnumerable<string> labels, out string[] names)
    {
        Guard.NotNull(labels);
        string[] all = [.. labels];
        string[] known = [.. all.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        names = known;
        return Encode([.. all.Select(label => Array.IndexOf(known, label))], Math.Max(1, known.Length));
    }
}
