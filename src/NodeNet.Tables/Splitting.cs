using NodeNet.Foundation;

namespace NodeNet.Tables;

/// <summary>Decides which rows go where. Gives each row the number of its part.</summary>
internal static class Splitting
{
    /// <summary>How many of so many rows are tested with: the nearest whole number, but neither none nor all.</summary>
    public static int TestCount(double fraction, int rows) =>
        Math.Clamp((int)Math.Round(fraction * rows, MidpointRounding.AwayFromZero), 1, rows - 1);

    /// <summary>The numbers from 0 to count − 1 in a random order.</summary>
    public static int[] Shuffled(int count, RandomGenerator random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order.AsSpan());
        return order;
    }

    /// <summary>The rows of each code in a random order.</summary>
    public static int[][] ShuffledByCode(int[] codes, RandomGenerator random)
    {
        var members = new List<int>[codes.Length == 0 ? 0 : codes.Max() + 1];
        foreach (int row in Shuffled(codes.Length, random))
            (members[codes[row]] ??= []).Add(row);
        return [.. members.Select(rows => rows.ToArray())];
    }

    /// <summary>Of each class its share, rounded so that the shares add up to the whole: the classes with the largest remainders get one more. A class with a
    /// single row is trained on.</summary>
    /// <param name="classes">The rows of each class in a random order.</param>
    /// <param name="fraction">The share to test with.</param>
    /// <param name="rows">How many rows there are.</param>
    public static bool[] Stratified(int[][] classes, double fraction, int rows)
    {
        int[] shares = [.. classes.Select(members => members.Length == 1 ? 0 : (int)Math.Floor(fraction * members.Length))];
        int left = TestCount(fraction, rows) - shares.Sum();
        foreach (int c in Enumerable.Range(0, classes.Length).OrderByDescending(c => fraction * classes[c].Length - shares[c]))
        {
            if (left <= 0) break;
            if (classes[c].Length == 1) continue;
            shares[c]++;
            left--;
        }
        var isTest = new bool[rows];
        for (int c = 0; c < classes.Length; c++)
        {
            foreach (int row in classes[c].AsSpan(0, shares[c]))
                isTest[row] = true;
        }
        return isTest;
    }

    /// <summary>Whole groups in a random order, each if it brings the number of rows nearer to what is wanted; at least one, and never all.</summary>
    public static bool[] ByGroup(int[][] groups, double fraction, int rows, RandomGenerator random)
    {
        int wanted = TestCount(fraction, rows);
        int count = 0;
        int taken = 0;
        var isTest = new bool[rows];
        int[] order = Shuffled(groups.Length, random);
        foreach (int group in order)
        {
            int size = groups[group].Length;
            if (taken == groups.Length - 1 || Math.Abs(wanted - count - size) >= Math.Abs(wanted - count)) continue;
            Take(groups[group]);
            taken++;
            count += size;
        }
        if (taken == 0) Take(groups[order.MinBy(group => groups[group].Length)]);
        return isTest;

        void Take(int[] members)
        {
            foreach (int row in members)
                isTest[row] = true;
        }
    }

    /// <summary>Groups into folds: the largest first, each into the fold with the fewest rows.</summary>
    public static int[] FoldsByGroup(int[][] groups, int folds, int rows, RandomGenerator random)
    {
        var foldOf = new int[rows];
        var sizes = new int[folds];
        foreach (int group in Shuffled(groups.Length, random).OrderByDescending(group => groups[group].Length))
        {
            int fold = Array.IndexOf(sizes, sizes.Min());
            sizes[fold] += groups[group].Length;
            foreach (int row in groups[group])
                foldOf[row] = fold;
        }
        return foldOf;
    }

    /// <summary>Rows in an order dealt out like cards.</summary>
    public static int[] Dealt(IEnumerable<int> order, int folds, int rows)
    {
        var foldOf = new int[rows];
        int place = 0;
        foreach (int row in order)
            foldOf[row] = place++ % folds;
        return foldOf;
    }

    /// <summary>Rows in the order of time, cut into parts of about the same size; rows of one time stay together.</summary>
    /// <param name="order">The rows, earliest first.</param>
    /// <param name="isSameTime">Whether two rows have one time.</param>
    /// <param name="ends">Where each part but the last should end, as a number of rows, ascending.</param>
    public static int[] Cut(int[] order, Func<int, int, bool> isSameTime, params ReadOnlySpan<int> ends)
    {
        var partOf = new int[order.Length];
        int part = 0;
        for (int place = 0; place < order.Length; place++)
        {
            if (place > 0 && !isSameTime(order[place - 1], order[place]))
            {
                while (part < ends.Length && IsNearest(ends[part], place)) part++;
            }
            partOf[order[place]] = part;
        }
        return partOf;

        // Whether no later place between two times is nearer to where the part should end.
        bool IsNearest(int end, int place)
        {
            if (place >= end) return true;
            int next = place + 1;
            while (next < order.Length && isSameTime(order[next - 1], order[next])) next++;
            return next == order.Length || next - end >= end - place;
        }
    }
}
