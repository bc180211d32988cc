using NodeNet.Datasets;
using NodeNet.Drawing;
using NodeNet.Judging;
using NodeNet.Learning;
using NodeNet.Samples.Output;
using NodeNet.Tables;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 18: a score is no answer yet: from which threshold on it is yes, for an aim or for the least cost.</summary>
public static class WhereToDrawTheLine
{
    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        Table known = Penguins.Table.DropMissing("sex").Select("bill_length_mm", "flipper_length_mm", "body_mass_g", "sex");
        (Table rest, Table test) = Pair(known.SplitStratified("sex", testFraction: 0.35, seed: 1));
        (Table train, Table validation) = Pair(rest.SplitStratified("sex", testFraction: 0.45, seed: 2));
        paper.Say(
            $"Is a penguin male, by its bill, flippers and weight? {train.RowCount} penguins are learned from, {validation.RowCount} are kept to choose a "
                + $"threshold, {test.RowCount} to measure at the very end. The network answers a score from 0 to 1, and \"male\" from 0.5 on, unless told "
                + "otherwise.");
        Model model = Learner.For("sex").Train(train);
        BinaryCurve curve = BinaryCurve.Of(model, validation);
        paper.Lines($"{curve}");
        paper.Say("Each threshold is a bargain between finding all males (recall) and being right about those found (precision):");
        paper.Table(["threshold", "recall", "precision", "false-positive rate"], (double[])[0.9, 0.7, 0.5, 0.3, 0.1], threshold =>
        {
            ThresholdPoint point = curve.At(threshold);
            return [threshold, point.Recall, point.Precision, point.FalsePositiveRate];
        });

        paper.Heading("An aim decides");
        paper.Say(
            "To find 95% of the males: curve.ThresholdFor(recall: 0.95). If a male that is missed costs five times as much as a female that is taken for one: "
                + "curve.Best(point => -(point.FalsePositives + 5 * point.FalseNegatives)).");
        double found = curve.ThresholdFor(recall: 0.95);
        double cheap = curve.Best(point => -(point.FalsePositives + 5.0 * point.FalseNegatives)).Threshold;
        paper.Picture("threshold-roc.svg", Draw.Roc(curve, found));
        Model careful = model with { Threshold = found };
        paper.Say("The threshold is kept in the model. Whether it keeps its aim is seen on penguins that had no part in choosing it:");
        BinaryCurve after = BinaryCurve.Of(model, test);
        paper.Table(["chosen for", "threshold", "recall", "precision", "cost"], (object[][])[
            Row("nothing", 0.5, after), Row("recall 0.95", careful.Threshold, after), Row("the least cost", cheap, after)]);
        careful.Save(Path.Combine(Made(paper.Folder), "threshold-careful.json"));
        Model loaded = Model.Load(Path.Combine(paper.Folder, "threshold-careful.json"));
        paper.Lines(FormattableString.Invariant(
            $"from the file: {100.0 * loaded.Evaluate(test).Accuracy:0.0}% right with the threshold {Numbers.Seven(loaded.Threshold)}"));
        paper.Say("The command line does the same: nodenet threshold model.json validation.csv --recall 0.95 --out careful.json, or --cost 1:5.");
    }

    private static object[] Row(string aim, double threshold, BinaryCurve curve)
    {
        ThresholdPoint point = curve.At(threshold);
        return [aim, threshold, point.Recall, point.Precision, point.FalsePositives + 5 * point.FalseNegatives];
    }

    private static (Table Train, Table Test) Pair(TableSplit split) => (split.Train, split.Test);

    private static string Made(string folder) => Directory.CreateDirectory(folder).FullName;
}
