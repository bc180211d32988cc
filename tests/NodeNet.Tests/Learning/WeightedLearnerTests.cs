using NodeNet.Data;
using NodeNet.Learning;
using NodeNet.Optimizers;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Learning;

/// <summary>A learner reads how much each row counts from a column, or lets every class count alike.</summary>
public class WeightedLearnerTests
{
    [Fact]
    public void A_column_says_how_much_each_row_counts_and_is_no_input()
    {
        Table table = TableOf("x,w,y", "1,3,2", "1,1,6", "1,0,100", "1,2,");
        Learner learner = Learner.For("y") with
        {
            WeightColumn = "w",
            DropsMissingTargets = true,
            Hidden = [],
            Epochs = 2000,
            L2 = 0.0,
            Optimizer = new GradientDescent(),
            LearningRate = 0.05,
        };

        LearnerRun run = learner.Run(table);

        run.Plan.Recipe.InputNames.Should().Equal("x");
        run.Model.Predict(new { x = 1 })[0].Should().BeApproximately((3 * 2 + 6) / 4.0, 0.3, "the least squares lie at the weighted mean");
        run.Plan.ToString().Should().Contain("rows count as w says");
        run.Model.Origin!.Training.Should().EndWith("rows count as w says");
        learner.ToString().Should().EndWith("rows count as w says");
    }

    [Fact]
    public void Balanced_classes_count_alike_however_few_rows_they_have()
    {
        // The inputs say nothing: what is left is how often each class comes, which a balanced learner does not follow.
        string[] rows = [.. Enumerable.Range(0, 40).Select(i => $"{i % 2},{(i < 30 ? "a" : i < 38 ? "b" : "c")}")];
        Table table = TableOf(["x,kind", .. rows]);
        Learner plain = Learner.For("kind") with { Hidden = [], Epochs = 300, L2 = 0.0 };

        ShareOf(plain, "a").Should().BeApproximately(30 / 40.0, 0.02);
        ShareOf(plain with { BalancesClasses = true }, "a").Should().BeApproximately(1 / 3.0, 0.02);
        ShareOf(plain with { BalancesClasses = true }, "c").Should().BeApproximately(1 / 3.0, 0.02);

        double ShareOf(Learner learner, string kind) =>
            new[] { 0, 1 }.Average(x => Share(learner.Train(table).Classify(new { x }), kind));
    }

    [Fact]
    public void Folds_and_ensembles_know_the_weights()
    {
        Table table = TableOf(["x,w,y", .. Enumerable.Range(0, 20).Select(i => $"{i % 3},{(i % 2 == 0 ? 1 : 0)},{(i % 2 == 0 ? 1 : 50)}")]);
        Learner learner = Learner.For("y") with { WeightColumn = "w", Hidden = [], Epochs = 200, LearningRate = 0.05 };

        Ensemble.Train(table, learner, members: 2).Model.Predict(new { x = 1 })[0].Should().BeApproximately(1, 2);
        CrossValidation.Run(table, learner, folds: 4).Folds.Should().HaveCount(4);
    }

    [Fact]
    public void What_cannot_be_a_weight_is_refused_with_its_place()
    {
        Refused(Learner.For("y") with { WeightColumn = "w" }, TableOf("x,w,y", "1,1,2", "2,-1,3"), "line 3, column w: The weight is -1*give it the weight 0.");
        Refused(Learner.For("y") with { WeightColumn = "w" }, TableOf("x,w,y", "1,0,2", "2,0,3"), "All rows have the weight 0 in the column w*");
        Refused(Learner.For("y") with { WeightColumn = "weight" }, TableOf("x,w,y", "1,0,2", "2,0,3"), "*weight*");
        Refused(Learner.For("y") with { BalancesClasses = true }, TableOf("x,y", "1,1.5", "2,2.5"), "y are numbers and no classes*leave BalancesClasses out.");

        static void Refused(Learner learner, Table table, string message) =>
            learner.Invoking(one => one.Train(table)).Should().Throw<RecipeException>().WithMessage(message);
    }

    private static double Share(Classification answer, string kind) => answer.Scores[answer.Labels.ToList().IndexOf(kind)];

    private static Table TableOf(params string[] lines) => Table.ParseCsv(string.Join('\n', lines));
}
