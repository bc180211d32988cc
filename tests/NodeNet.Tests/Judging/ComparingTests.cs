using System.Text.Json;
using NodeNet.Foundation;
using NodeNet.Judging;
using NodeNet.Tables;

namespace NodeNet.Tests.Judging;

/// <summary>Comparing two models honestly: the numbers are scipy's. explaining.py made them.</summary>
public class ComparingTests
{
    private static readonly JsonElement _all = GivenModels.Explaining;

    [Fact]
    public void The_corrected_t_test_is_that_of_scipy()
    {
        foreach (JsonElement one in _all.GetProperty("comparisons").EnumerateArray())
        {
            PairedComparison found = PairedComparison.Of(
                GivenModels.Numbers(one, "first"), GivenModels.Numbers(one, "second"), GivenModels.Number(one, "testFraction"),
                GivenModels.Number(one, "confidence"));

            found.MeanDifference.Should().BeApproximately(GivenModels.Number(one, "mean"), 1e-14);
            found.Low.Should().BeApproximately(GivenModels.Number(one, "low"), 1e-12);
            found.High.Should().BeApproximately(GivenModels.Number(one, "high"), 1e-12);
            found.PValue.Should().BeApproximately(GivenModels.Number(one, "p"), 1e-12);
        }
    }

    [Fact]
    public void Quantiles_of_Students_t_are_those_of_scipy()
    {
        foreach (JsonElement one in _all.GetProperty("students").EnumerateArray())
        {
            double t = GivenModels.Number(one, "t");
            Distributions.StudentTQuantile(GivenModels.Number(one, "share"), one.GetProperty("degrees").GetInt32())
                .Should().BeApproximately(t, 1e-10 * (1 + Math.Abs(t)));
        }
    }

    [Fact]
    public void The_log_of_the_gamma_function_is_that_of_factorials()
    {
        double factorial = 1;
        for (int n = 1; n <= 60; n++)
        {
            factorial *= n;
            Distributions.LogGamma(n + 1).Should().BeApproximately(Math.Log(factorial), 1e-13 * (1 + Math.Log(factorial)));
        }
        Distributions.LogGamma(0.5).Should().BeApproximately(0.5 * Math.Log(Math.PI), 1e-14);
    }

    [Fact]
    public void McNemars_test_is_scipys_binomial()
    {
        foreach (JsonElement one in _all.GetProperty("mcnemar").EnumerateArray())
        {
            var test = new McNemar(one.GetProperty("few").GetInt32(), one.GetProperty("many").GetInt32(), 10_000);
            test.PValue.Should().BeApproximately(GivenModels.Number(one, "p"), 1e-10 * GivenModels.Number(one, "p"));
        }
    }

    [Fact]
    public void The_verdict_is_said_in_words()
    {
        PairedComparison.Of([0.9, 0.92, 0.91], [0.8, 0.81, 0.82], 1.0 / 3).ToString().Should().StartWith("the first is better by 0.1 (95%: ");
        PairedComparison.Of([0.8, 0.81, 0.82], [0.9, 0.92, 0.91], 1.0 / 3).ToString()
            .Should().StartWith("the second is better by 0.1 (95%: ").And.Be(
                PairedComparison.Of([0.9, 0.92, 0.91], [0.8, 0.81, 0.82], 1.0 / 3).ToString().Replace("first", "second"), "the signs turn round, too");
        PairedComparison.Of([0.9, 0.7], [0.8, 0.81], 0.5).ToString().Should().StartWith("no difference is shown: -0.005 (95%: ").And.EndWith("2 splits)");
        PairedComparison same = PairedComparison.Of([0.9, 0.7], [0.9, 0.7], 0.5);
        (same.PValue, same.Low, same.High, same.SplitCount, same.Confidence).Should().Be((1, 0, 0, 2, 0.95));
        PairedComparison.Of([1.0, 1.0], [0.5, 0.5], 0.5).PValue.Should().Be(0, "every split says the same");
    }

    [Fact]
    public void Two_models_are_compared_on_the_same_rows()
    {
        double[][] rows = [.. Enumerable.Range(0, 12).Select(i => new[] { i - 5.5 })];
        int[] classes = [.. Enumerable.Range(0, 12).Select(i => i > 5 ? 1 : 0)];
        (Model right, Table table) = GivenModels.Passing(rows, classes);
        Model late = right with { Threshold = 0.99 }; // misses 6, 7, 8, 9 and 10, whose scores are below

        McNemar found = McNemar.Of(right, late, table);

        (found.OnlyFirstRight, found.OnlySecondRight, found.Count).Should().Be((5, 0, 12));
        found.PValue.Should().BeApproximately(2 * Math.Pow(0.5, 5), 1e-15);
        found.ToString().Should().Be("of 12 rows the first alone is right on 5, the second alone on 0: p 0.0625");
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        Refused(() => PairedComparison.Of([0.1, 0.2], [0.1], 0.2), "There are 2 scores and 1;*");
        Refused(() => PairedComparison.Of([0.1], [0.1], 0.2), "A comparison needs the scores of two splits or more.*");
        Refused(() => PairedComparison.Of([0.1, double.NaN], [0.1, 0.2], 0.2), "Split 1 (from 0)*");
        Refused(() => PairedComparison.Of([0.1, 0.2], [0.1, 0.2], 1), "testFraction is 1;*");
        Refused(() => McNemar.Of([true], [true, false]), "There are 1 and 2 answers*");
        (Model one, Table table) = GivenModels.Passing([[1], [-1]], [1, 0]);
        (Model numbers, _) = GivenModels.Weighted([[1], [2], [4]], [1]);
        Table both = Table.ParseCsv("a,class,y\n1,b,1\n-1,a,2");
        one.Invoking(model => McNemar.Of(model, numbers, both)).Should().Throw<InvalidOperationException>().WithMessage("*predicts numbers*");
        (Model other, _) = GivenModels.Passing([[1], [-1], [2]], [2, 0, 2]);
        Refused(() => McNemar.Of(one, other, Table.ParseCsv("a,class\n1,a\n-1,a")), "The two models predict different targets or classes.*");

        static void Refused(Action act, string message) => act.Should().Throw<ArgumentException>().WithMessage(message);
    }
}
