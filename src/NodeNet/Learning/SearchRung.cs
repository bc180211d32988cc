namespace NodeNet.Learning;

/// <summary>A round of a search: how many trials, the best so far, are measured on which parts. The next round begins when all of it is done.</summary>
/// <param name="Trials">How many trials.</param>
/// <param name="FirstFold">The first part.</param>
/// <param name="FoldCount">How many parts.</param>
internal readonly record struct SearchRung(int Trials, int FirstFold, int FoldCount)
{
    private const int Kept = 3; // one of so many goes on

    public static IEnumerable<SearchRung> Of(SearchMethod method, int trials, int folds)
    {
        if (method != SearchMethod.Halving)
        {
            yield return new SearchRung(trials, 0, folds);
            yield break;
        }
        int fold = 0;
        int left = trials;
        int count = 1;
        while (fold < folds)
        {
            yield return new SearchRung(left, fold, Math.Min(count, folds - fold));
            fold += count;
            count = 2;
            left = Math.Max(1, left / Kept);
        }
    }
}
