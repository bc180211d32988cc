using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Judging;
using NodeNet.Learning;
using NodeNet.Losses;
using NodeNet.Persistence;
using NodeNet.Tables;

namespace NodeNet.Tests.Judging;

/// <summary>Thresholds, lift and a model's curves, worked out by hand, and what is refused.</summary>
public class BinaryCurveTests
{
    // Two positive rows of five; 0.6 is there twice, once of each kind.
    private static readonly BinaryCurve _curve = BinaryCurve.Of([0.9, 0.6, 0.6, 0.3, 0.1], [true, true, false, false, false]);

    [Fact]
    public void Equal_scores_make_one_point()
    {
        _curve.Points.Should().Equal(
            new ThresholdPoint(double.PositiveInfinity, 0, 0, 2, 3),
            new ThresholdPoint(0.9, 1, 0, 1, 3),
            new ThresholdPoint(0.6, 2, 1, 0, 2),
            new ThresholdPoint(0.3, 2, 2, 0, 1),
            new ThresholdPoint(0.1, 2, 3, 0, 0));
        (_curve.PositiveCount, _curve.NegativeCount).Should().Be((2, 3));
    }

    [Fact]
    public void The_ROC_area_counts_pairs_that_are_in_order_and_equal_ones_half()
    {
        // 0.9 is above all three negatives; 0.6 above two of them and equal to one.
        _curve.RocArea.Should().Be((3 + 2.5) / 6);
        // Recall grows by one half at a precision of 1, and by one half at 2/3.
        _curve.AveragePrecision.Should().BeApproximately(0.5 * 1 + 0.5 * 2 / 3, 1e-16);
        _curve.ToString().Should().Be("ROC area 0.9166667, average precision 0.8333333 (2 positive, 3 negative rows)");
    }

    [Fact]
    public void A_point_has_what_is_asked_of_a_threshold()
    {
        ThresholdPoint point = _curve.At(0.5);

        point.Should().Be(new ThresholdPoint(0.5, 2, 1, 0, 2));
        (point.Count, point.Recall, point.Precision, point.FalsePositiveRate, point.Accuracy).Should().Be((5, 1, 2.0 / 3, 1.0 / 3, 0.8));
        point.F1.Should().Be(0.8);
        point.MatthewsCorrelation.Should().BeApproximately((2 * 2 - 1 * 0) / Math.Sqrt(3.0 * 2 * 3 * 2), 1e-15);
        point.ToString().Should().Be("from 0.5 on: recall 1, precision 0.6666667, false-positive rate 0.3333333");
        _curve.At(2).TruePositives.Should().Be(0);
        _curve.At(2).Precision.Should().Be(0, "of nothing");
        _curve.At(0.6).TruePositives.Should().Be(2, "positive is answered from the threshold on");
    }

    [Fact]
    public void The_threshold_for_an_aim_is_a_score_that_reaches_it()
    {
        _curve.ThresholdFor(recall: 0.5).Should().Be(0.9);
        _curve.ThresholdFor(recall: 0.51).Should().Be(0.6);
        _curve.ThresholdFor(recall: 1).Should().Be(0.6, "the highest that finds all");
        _curve.ThresholdFor(precision: 0.66).Should().Be(0.6);
        _curve.ThresholdFor(precision: 0.9).Should().Be(0.9);
        _curve.ThresholdFor(falsePositiveRate: 0.34).Should().Be(0.6);
        _curve.ThresholdFor(falsePositiveRate: 0).Should().Be(0.9);
        _curve.Best(point => point.F1).Threshold.Should().Be(0.6);
    }

    [Fact]
    public void Lift_is_how_much_more_frequent_positive_rows_are_at_the_top()
    {
        _curve.Lift(0.2).Should().BeApproximately(2.5, 1e-15, "one row, positive, where 2 of 5 are");
        _curve.Lift(0.4).Should().BeApproximately(0.75 * 5 / 2, 1e-15, "half of the two equal rows: 1.5 positive among 2");
        _curve.Lift(1).Should().Be(1);
    }

    [Fact]
    public void A_threshold_becomes_part_of_the_model_and_of_its_file()
    {
        Table table = Table.ParseCsv(
            "a,b,y\n" + string.Join('\n', Enumerable.Range(0, 80).Select(i => $"{i % 9},{i * 7 % 5},{(i * i % 9 + i % 4 > 6 ? "yes" : "no")}")));
        Model model = (Learner.For("y") with { Epochs = 20 }).Train(table);
        BinaryCurve curve = BinaryCurve.Of(model, table);

        Model careful = model with { Threshold = curve.ThresholdFor(recall: 0.9) };

        double recall = careful.Evaluate(table).Confusion!.Recall(1);
        recall.Should().BeGreaterThanOrEqualTo(0.9).And.Be(curve.At(careful.Threshold).Recall);
        using var stream = new MemoryStream();
        careful.Save(stream);
        stream.Position = 0;
        Model.Load(stream).Evaluate(table).Confusion!.Recall(1).Should().Be(recall);
        model.Threshold.Should().Be(0.5, "the model is as it was");
        careful.Network.Should().BeSameAs(model.Network);
        careful.Recipe.Should().BeSameAs(model.Recipe);
        careful.Equals(model).Should().BeFalse();
        (careful == model).Should().BeFalse();
        (careful != model).Should().BeTrue();
        careful.Equals((object)careful).Should().BeTrue();
        careful.GetHashCode().Should().NotBe(model.GetHashCode());
        ClassScores.Of(model, table).CurveOf(0).RocArea.Should().BeApproximately(curve.RocArea, 1e-12, "of two classes each is the other's mirror");
    }

    [Fact]
    public void A_model_of_numbers_in_and_out_is_judged_too()
    {
        var model = new Model(new NetworkBuilder(1).AddLayer(1, new Sigmoid()).Build(1)) { ClassLabels = ["dry", "wet"] };
        model.Network.OutputLayer.SetWeights([[2]]);
        DataSet data = DataSet.From([[-1], [0], [1]], [[0], [1], [1]]);

        ClassScores scores = ClassScores.Of(model, data);

        scores.CurveOf(1).RocArea.Should().Be(1);
        scores.LogLoss.Should().BeApproximately(Evaluation(model, data), 1e-12, "binary cross-entropy by another name");
        (scores.Count, scores.ClassCount).Should().Be((3, 2));
        scores.Counts.Should().Equal(1, 2);
        scores.ClassLabels.Should().Equal("dry", "wet");
        scores.ToString().Should().Be("3 rows of 2 classes, mean ROC area 1");

        static double Evaluation(Model model, DataSet data) => NodeNet.Metrics.Evaluation.Of(model, new BinaryCrossEntropy(), data).Loss;
    }

    [Fact]
    public void A_probability_of_0_for_the_right_class_costs_without_end() =>
        ClassScores.Of(Rows.From([[1.0, 0.0], [0.0, 1.0]]), [1, 1]).LogLoss.Should().Be(double.PositiveInfinity);

    [Fact]
    public void What_cannot_be_judged_is_refused_with_a_reason()
    {
        Refused(() => BinaryCurve.Of([0.1], [true, false]), "There are 1 score and 2 truths; there must be as many of each.*");
        Refused(() => BinaryCurve.Of([0.1, 0.2], [true, true]), "Of 2 rows 2 are positive; a curve needs rows of both kinds.*");
        Refused(() => BinaryCurve.Of([0.1, double.NaN], [true, false]), "Row 1 (from 0): the score is NaN; it must be a finite number.*");
        Refused(() => _curve.At(double.NaN), "The threshold is NaN.*");
        Refused(() => _curve.ThresholdFor(), "Name one aim: recall, precision or falsePositiveRate.");
        Refused(() => _curve.ThresholdFor(recall: 0.5, precision: 0.5), "Name one aim*");
        Refused(() => _curve.ThresholdFor(recall: 1.5), "recall is 1.5; it must be from 0 to 1.*");
        Refused(() => _curve.Lift(0), "share is 0; it must be above 0 and at most 1.*");
        BinaryCurve bad = BinaryCurve.Of([0.9, 0.6], [false, true]);
        bad.Invoking(curve => curve.ThresholdFor(precision: 0.9)).Should().Throw<InvalidOperationException>()
            .WithMessage("No threshold has a precision of 0.9; the best is from 0.6 on: recall 1, precision 0.5*");
        bad.Invoking(curve => curve.ThresholdFor(falsePositiveRate: 0.5)).Should().Throw<InvalidOperationException>()
            .WithMessage("No threshold has a false-positive rate of at most 0.5; the highest is from 0.9 on*");
    }

    [Fact]
    public void Scores_that_do_not_fit_are_refused_with_a_reason()
    {
        Rows three = Rows.From([[0.2, 0.3, 0.5], [0.4, 0.4, 0.2]]);

        Refused(() => ClassScores.Of(three, [0]), "There are 2 rows of scores and 1 class; there must be as many of each.*");
        Refused(() => ClassScores.Of(three, [0, 3]), "Row 1 (from 0) is of class 3; classes go from 0 to 2.*");
        Refused(() => ClassScores.Of(three, [0, 1], ["a"]), "There are 1 labels for 3 classes.*");
        Refused(() => ClassScores.Of(Rows.From([[0.5]]), [0]), "There must be a score for each class, of two classes two.*");
        Refused(() => ClassScores.Of(Rows.From([[0.5, double.NaN]]), [0]), "*finite*");
        ClassScores judged = ClassScores.Of(three, [0, 1], ["a", "b", "c"]);
        Refused(() => judged.CurveOf(2), "c has 0 of 2 rows; a curve needs rows of it and others.*");
        Refused(() => judged.CurveOf(3), "There is no class 3; classes go from 0 to 2.*");
        Refused(() => judged.TopK(4), "k is 4; it must be from 1 to 3.*");
        judged.TopK(1).Should().Be(0, "of equal scores the first class is the higher: row 1 is taken for a");
        judged.ToString().Should().Be("2 rows of 3 classes");
        ClassScores.Of(Rows.From([[3.0, 1.0]]), [0]).Invoking(scores => scores.LogLoss).Should().Throw<InvalidOperationException>()
            .WithMessage("Row 0 (from 0): the scores 3, 1 are no probabilities*");
    }

    [Fact]
    public void A_curve_is_of_two_classes_and_a_model_of_numbers_has_none()
    {
        Table table = Table.ParseCsv("a,y,z\n" + string.Join('\n', Enumerable.Range(0, 30).Select(i => $"{i % 7},{i % 5},{"uvw"[i % 3]}")));
        Model classes = (Learner.For("z") with { Epochs = 1 }).Train(table);
        Model numbers = (Learner.For("y") with { Epochs = 1 }).Train(table);

        classes.Invoking(model => BinaryCurve.Of(model, table)).Should().Throw<InvalidOperationException>().WithMessage("The model tells 3 classes apart*");
        numbers.Invoking(model => ClassScores.Of(model, table)).Should().Throw<InvalidOperationException>().WithMessage("The model predicts numbers*");
        Refused(() => ClassScores.Of(new Model(Given.Small()), DataSet.From([[1, 2]], [[0.3]])), "The targets name no classes*");
        ClassScores.Of(classes, table).CurveOf(2).PositiveCount.Should().Be(10);
    }

    private static void Refused(Func<object> act, string message) => act.Should().Throw<ArgumentException>().WithMessage(message);
}
