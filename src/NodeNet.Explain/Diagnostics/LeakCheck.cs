using NodeNet.Recipes;

namespace NodeNet.Diagnostics;

/// <summary>Inputs from which alone a target follows: perhaps the target by another name, or something that is known only after it.</summary>
internal static class LeakCheck
{
    /// <summary>Of so few rows, or so few that are not of the largest class, an input may tell the target by chance.</summary>
    internal const int FewestRows = 20;

    internal const int FewestOfOtherClasses = 10;

    /// <summary>A value has to stand for so many rows on average: where each row has its own, the target follows from any column.</summary>
    internal const int FewestRowsForEachValue = 5;

    /// <summary>Of the rows that are not of the largest class, this share may be wrong: a leak may have been rounded, or corrected by hand.</summary>
    internal const double LargestShareOfWrong = 0.001;

    /// <summary>What a number may leave unexplained of a target's variance, 1 − R²: rounding leaves about this; what is measured by itself leaves
    /// more.</summary>
    internal const double LargestUnexplained = 1e-5;

    /// <returns>How the column tells the target, in words; null if it does not.</returns>
    public static string? Of(TableColumn column, TableTarget target, int inputs)
    {
        if (column.Count < FewestRows) return null;
        if (target.IsClasses)
        {
            int others = column.Count - target.ClassCounts.Max();
            if (others < FewestOfOtherClasses) return null;
            if (ByMissing(column, target)) return $"whether it has a value tells {target.Name}";
            int wrong = (int)(LargestShareOfWrong * others);
            if (HasRepeatedValues(column) && WrongByValue(column, target) <= wrong) return $"each of its values stands for one class of {target.Name}";
            return column.IsTakenAsNumbers && IsDividedByLimits(column, target) ? $"limits between its numbers divide the classes of {target.Name}" : null;
        }
        // Of a single input the target must follow, or nothing can be learned.
        if (inputs < 2 || Array.Exists(target.Numbers, double.IsNaN)) return null;
        if (HasRepeatedValues(column) && UnexplainedByValue(column, target.Numbers) <= LargestUnexplained)
            return $"each of its values stands for one number of {target.Name}";
        if (!column.IsTakenAsNumbers || column.MissingCount > 0) return null;
        double[] numbers = Array.ConvertAll(column.CodeOf, code => column.Values[code].Number);
        if (1.0 - SquaredCorrelation(numbers, target.Numbers) <= LargestUnexplained) return $"{target.Name} is a multiple of it, give or take a constant";
        return 1.0 - SquaredCorrelation(Ranks(numbers), Ranks(target.Numbers)) <= LargestUnexplained ? $"{target.Name} has the same order as it" : null;
    }

    private static bool HasRepeatedValues(TableColumn column) => column.Values.Count > 1 && column.Values.Count * FewestRowsForEachValue <= column.Count;

    private static bool ByMissing(TableColumn column, TableTarget target)
    {
        if (target.ClassNames!.Count != 2 || column.MissingCount == 0) return false;
        int missingOfSecond = 0;
        for (int row = 0; row < column.Count; row++)
        {
            if (column.CodeOf[row] == TableColumn.None && target.ClassOf[row] == 1) missingOfSecond++;
        }
        return (missingOfSecond == 0 && column.MissingCount == target.ClassCounts[0])
            || (missingOfSecond == column.MissingCount && column.MissingCount == target.ClassCounts[1]);
    }

    /// <summary>How many rows are not of the class that is most frequent among the others of their value; a missing cell is a value, too.</summary>
    private static int WrongByValue(TableColumn column, TableTarget target)
    {
        int classes = target.ClassNames!.Count;
        var counts = new Dictionary<(int Code, int Class), int>();
        for (int row = 0; row < column.Count; row++)
        {
            (int, int) key = (column.CodeOf[row], target.ClassOf[row]);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
        int right = 0;
        foreach (IGrouping<int, KeyValuePair<(int Code, int Class), int>> value in counts.GroupBy(count => count.Key.Code))
        {
            int most = value.Max(count => count.Value);
            if (most > 1) right += most; // a value of one row says nothing of another
        }
        return column.Count - right;
    }

    /// <summary>Whether the classes follow each other along the numbers, each in one piece.</summary>
    private static bool IsDividedByLimits(TableColumn column, TableTarget target)
    {
        if (column.MissingCount > 0) return false;
        double[] numbers = Array.ConvertAll(column.CodeOf, code => column.Values[code].Number);
        int[] classes = [.. target.ClassOf];
        Array.Sort(numbers, classes);
        int present = target.ClassCounts.Count(count => count > 0);
        int pieces = 1;
        for (int i = 1; i < numbers.Length; i++)
        {
            if (classes[i] == classes[i - 1]) continue;
            if (numbers[i] == numbers[i - 1] || ++pieces > present) return false;
        }
        return pieces == present;
    }

    /// <summary>The share of the variance that is left when each row is answered by the mean of the others of its value.</summary>
    private static double UnexplainedByValue(TableColumn column, double[] target)
    {
        var sums = new double[column.Values.Count + 1];
        var counts = new int[sums.Length];
        double mean = target.Average();
        for (int row = 0; row < target.Length; row++)
        {
            int value = column.CodeOf[row] + 1;
            sums[value] += target[row] - mean;
            counts[value]++;
        }
        double left = 0.0;
        double all = 0.0;
        for (int row = 0; row < target.Length; row++)
        {
            int value = column.CodeOf[row] + 1;
            double own = target[row] - mean;
            double others = counts[value] > 1 ? (sums[value] - own) / (counts[value] - 1) : 0.0;
            left += (own - others) * (own - others);
            all += own * own;
        }
        return all > 0.0 && double.IsFinite(all) ? left / all : 1.0;
    }

    private static double SquaredCorrelation(double[] left, double[] right)
    {
        double leftMean = left.Average();
        double rightMean = right.Average();
        double both = 0.0;
        double ofLeft = 0.0;
        double ofRight = 0.0;
        for (int i = 0; i < left.Length; i++)
        {
            both += (left[i] - leftMean) * (right[i] - rightMean);
            ofLeft += (left[i] - leftMean) * (left[i] - leftMean);
            ofRight += (right[i] - rightMean) * (right[i] - rightMean);
        }
        double squared = both / ofLeft * (both / ofRight);
        return double.IsFinite(squared) ? squared : 0.0; // one of them is constant
    }

    /// <summary>The places in order, from 0; equal numbers get the mean of theirs.</summary>
    private static double[] Ranks(double[] numbers)
    {
        int[] order = [.. Enumerable.Range(0, numbers.Length)];
        double[] sorted = [.. numbers];
        Array.Sort(sorted, order);
        var ranks = new double[numbers.Length];
        for (int first = 0; first < sorted.Length;)
        {
            int end = first + 1;
            while (end < sorted.Length && sorted[end] == sorted[first]) end++;
            for (int i = first; i < end; i++) ranks[order[i]] = 0.5 * (first + end - 1);
            first = end;
        }
        return ranks;
    }
}
