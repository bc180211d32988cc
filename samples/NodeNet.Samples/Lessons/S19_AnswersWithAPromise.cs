using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.Learning;
using NodeNet.Samples.Output;
using NodeNet.Tables;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 19: intervals that hold the truth in nine of ten rows, whatever the model is like.</summary>
public static class AnswersWithAPromise
{
    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        Table known = Penguins.Table.DropMissing("sex", "body_mass_g");
        (Table rest, Table test) = Pair(known.Split(testFraction: 0.4, seed: 1));
        (Table train, Table calibration) = Pair(rest.Split(testFraction: 0.4, seed: 2));
        paper.Say(
            $"How heavy is a penguin, and how far may the answer be off? {train.RowCount} penguins are learned from. {calibration.RowCount} others show how "
                + $"far the model misses on rows that it has not seen; {test.RowCount} will tell whether the promise is kept.");
        Model model = Learner.For("body_mass_g").Train(train);
        Conformal promise = Conformal.Fit(model, calibration, coverage: 0.9);
        int place = (int)Math.Ceiling((calibration.RowCount + 1) * 0.9);
        paper.Lines($"promise: {promise}");
        paper.Formula("rank of the margin", $"⌈({calibration.RowCount} + 1) · 0.9⌉", $"{place} of {calibration.RowCount} misses, from the smallest");
        Model honest = model with { Conformal = promise };
        IReadOnlyList<IReadOnlyList<PredictionInterval>> intervals = honest.PredictIntervals(test);
        double[] truths = [.. Enumerable.Range(0, test.RowCount).Select(row => test[row, "body_mass_g"].Number)];
        paper.Table(["truth in g", "least", "most"], Enumerable.Range(0, 6), row =>
            [$"{truths[row]:0}", $"{intervals[row][0].Low:0}", $"{intervals[row][0].High:0}"]);

        paper.Heading("It is kept by good models and by bad ones");
        paper.Say("A model that looks at the year alone knows nothing. Its intervals are as honest, and wide:");
        Model poor = (Learner.For("body_mass_g") with { Inputs = ["year"], Epochs = 5 }).Train(train);
        paper.Table(["model", "share of the test's truths held", "mean width in g"], (object[][])[
            Row("all columns", honest, test, truths),
            Row("the year alone", poor with { Conformal = Conformal.Fit(poor, calibration, coverage: 0.9) }, test, truths)]);

        paper.Heading("Sets of classes");
        paper.Say("Of classes the promise is a set: one class where the model is sure, several where it is not, by bill length and year alone:");
        Model species = (Learner.For("species") with { Inputs = ["bill_length_mm", "year"] }).Train(train);
        Model sets = species with { Conformal = Conformal.Fit(species, calibration, coverage: 0.9) };
        IReadOnlyList<IReadOnlyList<string>> answers = sets.PredictSets(test);
        string[] right = [.. Enumerable.Range(0, test.RowCount).Select(row => test[row, "species"].ToString())];
        paper.Table(["classes in the set", "penguins", "with the right one"], answers.Select((set, row) => (set.Count, Holds: set.Contains(right[row])))
            .GroupBy(one => one.Count).OrderBy(group => group.Key), group => [group.Key, group.Count(), group.Count(one => one.Holds)]);
        paper.Formula("held in all", $"{answers.Where((set, row) => set.Contains(right[row])).Count()} / {test.RowCount}",
            (double)answers.Where((set, row) => set.Contains(right[row])).Count() / test.RowCount);
        paper.Say(
            "The promise is for all rows together, and for rows of the kind that it was found on. It travels in the model's file; the command line has nodenet "
                + "conformal, and nodenet predict then answers the intervals.");
    }

    private static object[] Row(string name, Model model, Table test, double[] truths)
    {
        PredictionInterval[] all = [.. model.PredictIntervals(test).Select(row => row[0])];
        return [name, all.Where((one, row) => one.Contains(truths[row])).Count() / (double)all.Length, all.Average(one => one.High - one.Low)];
    }

    private static (Table Train, Table Test) Pair(TableSplit split) => (split.Train, split.Test);
}
