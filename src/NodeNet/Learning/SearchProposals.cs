using NodeNet.Foundation;

namespace NodeNet.Learning;

/// <summary>The settings of each trial, all of them before the first is measured.</summary>
internal static class SearchProposals
{
    private const int MostGridPoints = 100_000;

    public static IEnumerable<SearchDimension.Setting[]> Of(Search search) => search.Method == SearchMethod.Grid ? Grid(search) : Drawn(search);

    private static IEnumerable<SearchDimension.Setting[]> Drawn(Search search)
    {
        var random = new RandomGenerator(search.Seed);
        for (int trial = 0; trial < search.Trials; trial++)
            yield return [.. search.Dimensions.Select(dimension => dimension.At(random.NextDouble()))];
    }

    private static IEnumerable<SearchDimension.Setting[]> Grid(Search search)
    {
        SearchDimension.Setting[][] levels = [.. search.Dimensions.Select(dimension => dimension.Levels(search.GridLevels))];
        double points = levels.Aggregate(1.0, (product, some) => product * some.Length);
        if (points > MostGridPoints)
        {
            throw new InvalidOperationException(
                $"The grid has {points:0} points, more than {MostGridPoints}: try fewer things or levels, or draw at random.");
        }
        for (int point = 0; point < (int)points; point++)
        {
            var settings = new SearchDimension.Setting[levels.Length];
            int rest = point;
            for (int d = levels.Length - 1; d >= 0; d--)
            {
                settings[d] = levels[d][rest % levels[d].Length];
                rest /= levels[d].Length;
            }
            yield return settings;
        }
    }
}
