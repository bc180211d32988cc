namespace NodeNet.Data;

/// <summary>What <see cref="DataSet.SplitStratified"/> gives: <c>(DataSet training, DataSet test) = data.SplitStratified(0.8, seed: 1);</c></summary>
public sealed class StratifiedSplit
{
    internal StratifiedSplit(DataSet first, DataSet second)
    {
        First = first;
        Second = second;
        HashSet<int> inFirst = ClassesIn(first);
        HashSet<int> inSecond = ClassesIn(second);
        ClassesOnlyInFirst = Array.AsReadOnly<int>([.. inFirst.Except(inSecond).Order()]);
        ClassesOnlyInSecond = Array.AsReadOnly<int>([.. inSecond.Except(inFirst).Order()]);
    }

    /// <summary>The set with the share that was asked for.</summary>
    public DataSet First { get; }

    /// <summary>The rest.</summary>
    public DataSet Second { get; }

    /// <summary>The classes that the second set lacks, in ascending order; empty where both sets have all classes.</summary>
    public IReadOnlyList<int> ClassesOnlyInFirst { get; }

    /// <summary>The classes that the first set lacks: who trains on it cannot learn them.</summary>
    public IReadOnlyList<int> ClassesOnlyInSecond { get; }

    /// <summary>The two sets.</summary>
    /// <param name="first"><see cref="First"/>.</param>
    /// <param name="second"><see cref="Second"/>.</param>
    public void Deconstruct(out DataSet first, out DataSet second) => (first, second) = (First, Second);

    /// <summary>"120 examples, 4 inputs, 3 targets | 30 examples, 4 inputs, 3 targets; class 2 is only in the first".</summary>
    public override string ToString() => $"{First} | {Second}{Only(ClassesOnlyInFirst, "first")}{Only(ClassesOnlyInSecond, "second")}";

    private static HashSet<int> ClassesIn(DataSet data) => [.. Enumerable.Range(0, data.Count).Select(data.ClassOf)];

    private static string Only(IReadOnlyList<int> classes, string which) => classes.Count switch
    {
        0 => "",
        1 => FormattableString.Invariant($"; class {classes[0]} is only in the {which}"),
        _ => $"; classes {string.Join(", ", classes)} are only in the {which}",
    };
}
