using System.Collections.ObjectModel;
using NodeNet.Foundation;

namespace NodeNet.Data;

/// <summary>Examples to learn from or to test with: a row of inputs and a row of targets for each. Immutable; every operation gives a new set.</summary>
public sealed partial class DataSet
{
    private int _namesClasses; // 1: yes, −1: no, 0: nobody has asked yet

    private DataSet(Rows inputs, Rows targets)
    {
        Inputs = inputs;
        Targets = targets;
    }

    /// <summary>What is put into the network, a row for each example.</summary>
    public Rows Inputs { get; }

    /// <summary>What the outputs should be, a row for each example.</summary>
    public Rows Targets { get; }

    /// <summary>What the columns of <see cref="Inputs"/> are called, as where the set was made from a table; null if nobody said (see
    /// <see cref="WithNames"/>).</summary>
    public IReadOnlyList<string>? InputNames { get; private init; }

    /// <summary>What the classes are called: a label for each column of one-hot targets or, with a single column, one for 0 and one for 1. Null if nobody said
    /// (see <see cref="WithNames"/>).</summary>
    public IReadOnlyList<string>? ClassLabels { get; private init; }

    /// <summary>Whether the targets are known to be numbers, even where all of them happen to be 0 or 1.</summary>
    private bool AreNumbers { get; init; }

    /// <summary>How many examples there are.</summary>
    public int Count => Inputs.Count;

    /// <summary>Whether the targets name classes: with several target columns each row has a single 1 and otherwise 0 (one-hot), with a single column each is 0
    /// or 1.</summary>
    public bool IsClassification
    {
        get
        {
            if (AreNumbers) return false;
            // Every measurement asks; a set does not change. One int is written whole, so threads that ask at once agree.
            if (_namesClasses == 0) _namesClasses = Classes.AreIn(Targets) ? 1 : -1;
            return _namesClasses > 0;
        }
    }

    /// <summary>One example.</summary>
    /// <param name="index">Its number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public Example this[int index] => new(Inputs[index].ToArray(), Targets[index].ToArray());

    /// <summary>The class that an example's targets name: the position of the 1; with a single target column, the 0 or 1 that stands there.</summary>
    /// <param name="index">The example's number, from 0.</param>
    /// <returns>The class's number, from 0.</returns>
    /// <exception cref="InvalidOperationException">The targets name no classes (see <see cref="IsClassification"/>).</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public int ClassOf(int index)
    {
        ThrowIfNoClasses();
        return Classes.Of(Targets[index]);
    }

    /// <summary>Makes a data set from arrays, which are copied.</summary>
    /// <param name="inputs">A row for each example, all of the same width; finite numbers.</param>
    /// <param name="targets">A row for each example, all of the same width; finite numbers.</param>
    /// <exception cref="ArgumentException">There are no rows, not as many targets as inputs, rows of different widths, or a number that is not finite; the
    /// message names row and column, both from 0.</exception>
    public static DataSet From(IEnumerable<double[]> inputs, IEnumerable<double[]> targets) =>
        From(Rows.From(inputs, nameof(inputs)), Rows.From(targets, nameof(targets)));

    /// <summary>Makes a data set from two tables.</summary>
    /// <param name="inputs">A row for each example.</param>
    /// <param name="targets">A row for each example.</param>
    /// <exception cref="ArgumentException">There are not as many targets as inputs; or they are a network's answers, and one is not finite.</exception>
    public static DataSet From(Rows inputs, Rows targets)
    {
        Guard.NotNull(inputs);
        Guard.NotNull(targets);
        inputs.CheckFinite(nameof(inputs));
        targets.CheckFinite(nameof(targets));
        if (inputs.Count != targets.Count)
        {
            throw new ArgumentException(
                $"There are {MessageText.Count(inputs.Count, "row")} of inputs and {MessageText.Count(targets.Count, "row")} of targets; each example "
                    + "needs both.", nameof(targets));
        }

        return new DataSet(inputs, targets);
    }

    /// <summary>Makes a data set from a sequence of examples.</summary>
    /// <param name="examples">At least one; all of the same widths; finite numbers.</param>
    /// <exception cref="ArgumentException">There are no examples, their widths differ, or a number is not finite; the message names row and column, both from
    /// 0.</exception>
    public static DataSet From(params IEnumerable<Example> examples)
    {
        Guard.NotNull(examples);
        Example[] all = [.. examples];
        int missing = Array.IndexOf(all, null);
        if (missing >= 0) throw new ArgumentException($"Example {missing} is null.", nameof(examples));
        return From(all.Select(e => e.Inputs.ToArray()), all.Select(e => e.Targets.ToArray()));
    }

    /// <summary>The same examples with names, which every set made of this one keeps. What judges a model or trains with a validation set then notices sets
    /// whose columns or classes are not the same.</summary>
    /// <param name="inputs">A name for each input, all different; null for none.</param>
    /// <param name="classes">A label for each class (see <see cref="ClassLabels"/>), all different; null for none.</param>
    /// <exception cref="ArgumentException">There are not as many names as inputs or classes, or one is blank or there twice.</exception>
    public DataSet WithNames(IReadOnlyList<string>? inputs, IReadOnlyList<string>? classes) => new(Inputs, Targets)
    {
        InputNames = Checked(inputs, Inputs.Width, nameof(inputs)),
        ClassLabels = Checked(classes, Classes.CountFor(Targets.Width), nameof(classes)),
        AreNumbers = AreNumbers,
        _weights = _weights,
    };

    /// <summary>The same examples with inputs that are kept in a byte or a float each, if none of them changes by it (see <see cref="Rows.Compact"/>):
    /// MNIST then takes 55 MB instead of 439.</summary>
    public DataSet Compact() => Named(Inputs.Compact(), Targets, _weights);

    /// <summary>Some of the examples, in the order given.</summary>
    /// <param name="examples">Their numbers, from 0; at least one.</param>
    /// <exception cref="ArgumentException"><paramref name="examples"/> is empty, or they are more than the 2 147 483 527 numbers that a table
    /// holds, or all of them have the weight 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such example.</exception>
    public DataSet Select(ReadOnlySpan<int> examples) =>
        Named(Inputs.Select(examples), Targets.Select(examples), RowWeights.Select(_weights, examples));

    /// <summary>The same examples in a random order. This set stays as it is.</summary>
    /// <param name="seed">Decides the order.</param>
    public DataSet Shuffled(long seed) => Select(RandomOrder(seed));

    /// <summary>Divides the examples at random into two sets.</summary>
    /// <param name="fraction">The first set's share, between 0 and 1; its size is rounded, and each set gets at least one example.</param>
    /// <param name="seed">Decides which example goes where.</param>
    /// <returns>Two sets that share no example and together hold all.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">There is only one example.</exception>
    public (DataSet First, DataSet Second) Split(double fraction, long seed)
    {
        (int[] first, int[] second) = SplitRows(fraction, seed);
        return (Select(first), Select(second));
    }

    /// <summary>Divides the examples at random into two sets in which the classes have the same shares, as closely as whole examples allow.</summary>
    /// <param name="fraction">The first set's share, between 0 and 1. Its size is that of <see cref="Split"/>; each class gives its share rounded down or up,
    /// the classes with the largest remainders up.</param>
    /// <param name="seed">Decides which example goes where, and among classes with equal remainders which are rounded up.</param>
    /// <returns>Two sets that share no example and together hold all, and the classes that only one of them has: a class of a single example cannot be in
    /// both.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">The targets name no classes (see <see cref="IsClassification"/>), or there is only one example.</exception>
    public StratifiedSplit SplitStratified(double fraction, long seed)
    {
        CheckSplit(fraction);
        ThrowIfNoClasses();
        int[] order = RandomOrder(seed);
        (int[] Members, int Drawn)[] drawn = [.. order.GroupBy(example => Classes.Of(Targets[example])).Select((group, place) => (group.ToArray(), place))];
        Array.Sort(drawn, (a, b) => Classes.Of(Targets[a.Members[0]]).CompareTo(Classes.Of(Targets[b.Members[0]])));
        int[][] classes = [.. drawn.Select(one => one.Members)];
        int[] shares = [.. classes.Select(members => (int)Math.Floor(fraction * members.Length))];
        int missing = FirstSize(fraction) - shares.Sum();
        foreach (int c in Enumerable.Range(0, classes.Length).OrderByDescending(c => fraction * classes[c].Length - shares[c]).ThenBy(c => drawn[c].Drawn))
        {
            if (missing > 0 && shares[c] < classes[c].Length)
            {
                shares[c]++;
                missing--;
            }
        }
        int[] first = [.. classes.SelectMany((members, c) => members[..shares[c]])];
        int[] second = [.. classes.SelectMany((members, c) => members[shares[c]..])];
        return new StratifiedSplit(Select(first), Select(second));
    }

    /// <summary>Divides the examples at random into k parts for cross-validation; each part is held out once.</summary>
    /// <param name="folds">k; from 2 to the number of examples.</param>
    /// <param name="seed">Decides which example goes where.</param>
    /// <param name="stratified">Whether the classes should have the same shares in every part.</param>
    /// <returns>k pairs: the k − 1 parts to train on, and the part held out. Part sizes differ by at most one, stratified also those of each class: a class
    /// with fewer than k examples is missing in some parts, and one with a single example is not trained on where it is held out.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is below 2 or above the number of examples.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="stratified"/> is true and the targets name no classes.</exception>
    public IReadOnlyList<(DataSet Training, DataSet HeldOut)> Folds(int folds, long seed, bool stratified = false)
    {
        if (folds < 2 || folds > Count)
            throw new ArgumentOutOfRangeException(nameof(folds), folds, $"folds is {folds}; it must be from 2 to the number of examples, {Count}.");
        // Dealt out like cards; stratified, class after class, so that each part gets its share of each.
        int[] order = stratified ? [.. RandomOrderByClass(seed).SelectMany(members => members)] : RandomOrder(seed);
        var result = new (DataSet, DataSet)[folds];
        for (int fold = 0; fold < folds; fold++)
        {
            int held = fold;
            int[] training = [.. order.Where((_, place) => place % folds != held)];
            int[] heldOut = [.. order.Where((_, place) => place % folds == held)];
            result[fold] = (Select(training), Select(heldOut));
        }
        return result;
    }

    /// <summary>The same examples with their inputs scaled.</summary>
    /// <param name="scaler">A scaler fitted on the inputs of the training set.</param>
    /// <exception cref="ArgumentException">The scaler was fitted on rows of another width.</exception>
    public DataSet ScaleInputs(Scaler scaler)
    {
        Guard.NotNull(scaler);
        return Named(scaler.Scale(Inputs), Targets, _weights);
    }

    /// <summary>The same examples with their targets scaled.</summary>
    /// <param name="scaler">A scaler fitted on the targets of the training set.</param>
    /// <exception cref="ArgumentException">The scaler was fitted on rows of another width.</exception>
    public DataSet ScaleTargets(Scaler scaler)
    {
        Guard.NotNull(scaler);
        return Named(Inputs, scaler.Scale(Targets), _weights);
    }

    /// <summary>Which examples <see cref="Split"/> puts into which set: their numbers, in the sets' order.</summary>
    /// <param name="fraction">The first set's share, between 0 and 1.</param>
    /// <param name="seed">Decides which example goes where.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not between 0 and 1.</exception>
    /// <exception cref="InvalidOperationException">There is only one example.</exception>
    public (int[] First, int[] Second) SplitRows(double fraction, long seed)
    {
        CheckSplit(fraction);
        int[] order = RandomOrder(seed);
        int first = FirstSize(fraction);
        return (order[..first], order[first..]);
    }

    private int FirstSize(double fraction) => Math.Clamp((int)Math.Round(fraction * Count, MidpointRounding.AwayFromZero), 1, Count - 1);

    /// <summary>Checks that examples name the classes that somebody else knows.</summary>
    internal void CheckSameClasses(IReadOnlyList<string> known, string whose, string? argument)
    {
        if (ClassLabels is { } labels && !labels.SequenceEqual(known, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"The classes of {argument} are {MessageText.List(labels)}; {whose} knows {MessageText.List(known)}, in this order. " +
                "Make the set with the encoding of the training table.", argument);
        }
    }

    /// <summary>Checks that two sets have the same columns and classes, as far as both say.</summary>
    internal void CheckSameNames(DataSet other, string whose, string? argument)
    {
        if (other.ClassLabels is { } labels) CheckSameClasses(labels, whose, argument);
        if (InputNames is { } names && other.InputNames is { } known && !names.SequenceEqual(known, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"The inputs of {argument} are {MessageText.List(names)}; {whose} has {MessageText.List(known)}, in this order. " +
                "Make the set with the encoding of the training table.", argument);
        }
    }

    /// <summary>The set, whose targets are numbers and never classes.</summary>
    internal DataSet OfNumbers() => new(Inputs, Targets) { InputNames = InputNames, ClassLabels = ClassLabels, AreNumbers = true, _weights = _weights };

    private DataSet Named(Rows inputs, Rows targets, RowWeights? weights) =>
        new(inputs, targets) { InputNames = InputNames, ClassLabels = ClassLabels, AreNumbers = AreNumbers, _weights = weights };

    private static ReadOnlyCollection<string>? Checked(IReadOnlyList<string>? names, int count, string argument)
    {
        if (names is null) return null;
        if (names.Count != count) throw new ArgumentException($"{argument} has {MessageText.Count(names.Count, "name")}; there must be {count}.", argument);
        return MessageText.TroubleOf(names) is { } trouble
            ? throw new ArgumentException($"{argument}: {trouble}", argument)
            : Array.AsReadOnly<string>([.. names]);
    }

    private int[] RandomOrder(long seed)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        new RandomGenerator(seed).Shuffle<int>(order);
        return order;
    }

    private IEnumerable<int[]> RandomOrderByClass(long seed)
    {
        ThrowIfNoClasses();
        return RandomOrder(seed).GroupBy(example => Classes.Of(Targets[example])).OrderBy(group => group.Key).Select(group => group.ToArray());
    }

    private void ThrowIfNoClasses()
    {
        if (!IsClassification)
            throw new InvalidOperationException("The targets name no classes: they are neither one-hot rows nor single columns of 0 and 1.");
    }

    private void CheckSplit(double fraction)
    {
        if (!(fraction > 0.0 && fraction < 1.0))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, $"fraction is {MessageText.Exact(fraction)}; it must be between 0 and 1.");
        if (Count < 2) throw new InvalidOperationException("A single example cannot be divided into two sets.");
    }
}
