using System.Globalization;
using System.Text.RegularExpressions;
using NodeNet.Samples;

namespace NodeNet.Tests.Samples;

/// <summary>What the lessons claim, read from what they print.</summary>
public class LessonTests
{
    public static TheoryData<string> AllLessons => new(Tour.Lessons.Select(lesson => lesson.Name));

    [Theory]
    [MemberData(nameof(AllLessons))]
    public void A_lesson_prints_plain_lines_that_fit_a_page(string lesson)
    {
        string[] lines = LessonOutputs.Of(lesson).Split('\n');
        lines.Length.Should().BeGreaterThan(20);
        lines.Should().OnlyContain(line => line.Length <= 78 && line == line.TrimEnd());
        LessonOutputs.Of(lesson).Should().NotContain("\u001b").And.NotContain("│").And.NotContain("NaN").And.NotContain("∞");
    }

    [Fact]
    public void Xor_is_learned_by_two_hidden_nodes_and_not_without()
    {
        string lesson = LessonOutputs.Of("xor");
        lesson.Should().Contain("mean loss after 500 epochs = -ln 0.5 = 0.6931");
        Regex.Matches(lesson, @"\((\d), (\d)\) +(\d)  0\.\d+ +(\d)\n").Should().HaveCount(4)
            .And.OnlyContain(row => row.Groups[3].Value == row.Groups[4].Value, "each example is taken for what it should be");
    }

    [Fact]
    public void Iris_flowers_are_told_apart()
    {
        NumberAfter("iris", "accuracy on the test part = right / all = ").Should().BeGreaterThanOrEqualTo(93.0);
        LessonOutputs.Of("iris").Should().Contain("predicted species: versicolor");
    }

    [Fact]
    public void Penguins_are_weighed_to_within_300_grams()
    {
        LessonOutputs.Of("penguins").Should().Contain("333 penguins have no gap");
        NumberAfter("penguins", "RMSE = root of the mean of error² = ").Should().BeInRange(200.0, 320.0);
        NumberAfter("penguins", "MAE = mean of |error| = ").Should().BeInRange(150.0, 260.0);
        NumberAfter("penguins", "(mass - mean)² = ").Should().BeInRange(0.84, 0.95);
    }

    [Fact]
    public void Digits_are_read_with_at_least_96_percent_right() =>
        NumberAfter("digits", "accuracy on the held-out quarter = right / all = ").Should().BeGreaterThanOrEqualTo(96.0);

    [Fact]
    public void Digits_shows_its_confusion_matrix_over_all_held_out_examples()
    {
        string lesson = LessonOutputs.Of("digits");
        MatchCollection rows = Regex.Matches(lesson, @"^ +(\d)((?: +(?:\d+|·)){10})$", RegexOptions.Multiline);
        rows.Should().HaveCount(10);
        int counted = rows.Sum(
            row =>
                row.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Sum(
                    cell => cell == "·" ? 0 : int.Parse(cell, CultureInfo.InvariantCulture)));
        lesson.Should().Contain($" of {counted}; here at most four", "the matrix counts the examples that the lesson names");
    }

    [Fact]
    public void A_bump_node_of_ones_own_passes_the_gradient_check_and_a_wrong_slope_does_not() =>
        LessonOutputs.Of("your-own").Should().Contain("The two agree: Passed is true").And.Contain("do not agree: Passed is false");

    [Fact]
    public void The_bump_that_the_lesson_prints_is_the_one_that_it_uses()
    {
        string source = File.ReadAllText(
            Path.Combine(RepositoryRoot(), "samples", "NodeNet.Samples", "Lessons", "S08_PartsOfYourOwn.cs")).ReplaceLineEndings("\n");
        string used = Regex.Match(source, @"private sealed class Bump : IActivation\n    \{.*?\n    \}", RegexOptions.Singleline).Value;
        used.Should().NotBeEmpty();
        string printed = Regex.Match(LessonOutputs.Of("your-own"), @"  class Bump : IActivation\n  \{.*?\n  \}", RegexOptions.Singleline).Value;
        Lines(printed).Should().Equal(Lines(used.Replace("private sealed ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Frozen_connections_stay_and_the_others_learn()
    {
        MatchCollection rows = Regex.Matches(LessonOutputs.Of("wiring"), @"^ +\S+ +(-?\d\.\d+) +(-?\d+\.\d+)  (frozen|learned)$", RegexOptions.Multiline);
        rows.Should().HaveCount(9, "six connections and three biases");
        rows.Count(row => row.Groups[3].Value == "frozen").Should().Be(3);
        rows.Should().OnlyContain(row => (row.Groups[1].Value == row.Groups[2].Value) == (row.Groups[3].Value == "frozen"));
    }

    [Theory]
    [InlineData("one-node", 4)]
    [InlineData("handout", 6)]
    [InlineData("xor", 5)]
    [InlineData("iris", 3)]
    [InlineData("penguins", 1)]
    [InlineData("digits", 4)]
    [InlineData("wiring", 1)]
    [InlineData("ledger", 5)]
    [InlineData("mistakes", 7)]
    [InlineData("keeping", 1)]
    [InlineData("table", 1)]
    [InlineData("lbfgs", 1)]
    [InlineData("threshold", 1)]
    public void A_lesson_saves_the_files_that_it_names(string lesson, int count)
    {
        string[] lines = [.. LessonOutputs.Of(lesson).Split("  → ").Skip(1).Select(rest => rest[..rest.IndexOf(':')])];
        string[] names = [.. lines.SelectMany(line => line.Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries))];
        names.Should().HaveCount(count).And.OnlyContain(name => name.StartsWith(lesson));
        foreach (string name in names)
        {
            string content = File.ReadAllText(Path.Combine(LessonOutputs.Folder, name));
            if (name.EndsWith(".svg", StringComparison.Ordinal)) content.Should().StartWith("<svg").And.Contain("<title").And.EndWith("</svg>\n");
            else if (name.EndsWith(".html", StringComparison.Ordinal)) content.Should().StartWith("<!doctype html>").And.Contain("Forward");
            else content.Length.Should().BeGreaterThan(10);
        }
    }

    [Fact]
    public void Two_mistakes_make_the_loss_grow_as_the_lesson_says()
    {
        MatchCollection rows = Regex.Matches(LessonOutputs.Of("mistakes"), @"^  [a-z ]+(?: +-?\d\.\d{4}){3} +(\d\.\d{4})$", RegexOptions.Multiline);
        rows.Should().HaveCount(7, "the right step and six mistakes");
        double before = NumberAfter("mistakes", "The loss before the step is ");
        rows.Count(row => double.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture) > before).Should().Be(2);
        LessonOutputs.Of("mistakes").Should().Contain("2 of 3 points");
    }

    [Fact]
    public void A_model_answers_in_words_a_frozen_one_stays_and_a_resumed_training_ends_with_the_same_bits()
    {
        LessonOutputs.Of("keeping").Should().MatchRegex(@"0\.2  setosa \((>99|9\d)%\)")
            .And.MatchRegex(@"the changed network: virginica \(.*\)\n  the frozen one:      setosa")
            .And.Contain("resumed run's history: 30")
            .And.MatchRegex(@"weights that differ: +0 of 42");
    }

    [Fact]
    public void A_table_becomes_a_model_that_tells_the_species_and_refuses_what_it_does_not_know()
    {
        string lesson = Regex.Replace(LessonOutputs.Of("table"), @"\s+", " ");

        lesson.Should().Contain("island = Torgersen").And.Contain("Gentoo (").And.Contain("the training table had 32.1 to 59.6.")
            .And.Contain("\"Bisco\" is none of the categories Biscoe, Dream, Torgersen of the").And.Contain("Is \"Biscoe\" meant?");
    }

    [Fact]
    public void Methods_of_all_weights_need_fewer_passes_than_Adam_and_a_penalty_keeps_them_from_the_noise()
    {
        string lesson = LessonOutputs.Of("lbfgs");

        MatchCollection passes = Regex.Matches(lesson, @"\n  (lbfgs\(15\)|scg|lm) +(\d+)");
        passes.Select(match => match.Groups[1].Value).Should().Equal("lbfgs(15)", "scg", "lm");
        passes.Should().OnlyContain(match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) < 300);
        double[][] losses = [.. Regex.Matches(lesson, @"(?:anything|L2 = 0\.01|held-out points) +(\d\.\d+) +(\d+\.\d+)").Select(match => new[]
        {
            double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture),
        })];
        losses.Should().HaveCount(3);
        losses[0][0].Should().BeLessThan(losses[1][0], "it learns the noise");
        losses[0][1].Should().BeGreaterThan(2 * losses[1][1]).And.BeGreaterThan(2 * losses[2][1], "and pays for it on other points");
    }

    [Fact]
    public void A_threshold_for_recall_finds_more_and_one_for_cost_costs_less()
    {
        double[][] rows = [.. Regex.Matches(LessonOutputs.Of("threshold"), @"\n  (?:nothing|recall 0\.95|the least cost) +([\d. ]+)").Select(match =>
            Array.ConvertAll(match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), Number))];

        rows.Should().HaveCount(3);
        rows[1][1].Should().BeGreaterThan(rows[0][1], "recall");
        rows[2][3].Should().BeLessThan(rows[0][3], "cost");
    }

    [Fact]
    public void A_cascade_grows_until_all_are_right_and_a_new_node_changes_no_output()
    {
        string lesson = LessonOutputs.Of("cascade");

        double[][] rows = [.. Regex.Matches(lesson, @"\n +(\d+) +(\d\.[\dE-]+) +(\d+) +\d\.\d+").Select(match => new[]
        {
            Number(match.Groups[1].Value), Number(match.Groups[2].Value), Number(match.Groups[3].Value),
        })];
        rows.Should().HaveCountGreaterThan(1);
        rows[0][0].Should().Be(0);
        rows[0][2].Should().BeInRange(6, 10, "no better than chance");
        rows[^1][2].Should().Be(16);
        rows.Select(row => row[1]).Should().BeInDescendingOrder();
        string[] answers = [.. Regex.Matches(lesson, @"ŷ of 1, 0, 1, 1 \w+ = [^=]*= ([\d.]+)").Select(match => match.Groups[1].Value)];
        answers.Should().HaveCount(2);
        answers[1].Should().Be(answers[0]);
        File.ReadAllText(Path.Combine(LessonOutputs.Folder, "cascade.html")).Should().StartWith("<!doctype html>");
    }

    [Fact]
    public void A_promise_is_kept_by_a_good_model_and_by_a_poor_one()
    {
        MatchCollection printed = Regex.Matches(LessonOutputs.Of("conformal"), @"\n  (?:all columns|the year alone) +(\d\.\d+) +(\d+\.?\d*)");
        double[][] rows = [.. printed.Select(match => new[]
        {
            double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture),
        })];

        rows.Should().HaveCount(2);
        rows.Should().OnlyContain(row => row[0] > 0.83 && row[0] < 0.98, "nine of ten, give or take what chance does to 133 rows");
        rows[1][1].Should().BeGreaterThan(1.5 * rows[0][1]);
    }

    [Fact]
    public void A_model_in_C_proves_itself_and_answers_where_there_is_a_compiler()
    {
        string lesson = LessonOutputs.Of("code");
        Directory.GetFiles(LessonOutputs.Folder, "fruit*").Select(Path.GetFileName).Should().Contain(["fruit.h", "fruit.c", "fruit_test.c"]);
        if (lesson.Contains("There is no gcc", StringComparison.Ordinal)) return;

        lesson.Should().MatchRegex("fruit: [0-9]+ rows, largest difference .* of its bound\\), 0 wrong");
        NumberAfter("code", "C's answer = apple = ").Should().Be(NumberAfter("code", "NodeNet's own = apple = ")).And.BeLessThan(0.1);
    }

    [Fact]
    public void The_doctor_finds_three_things_and_then_none()
    {
        string[] parts = LessonOutputs.Of("doctor").Split("As prescribed");
        Regex.Matches(parts[0], @"NN\d{3}:").Select(match => match.Value).Should().Equal("NN201:", "NN101:", "NN302:");
        parts[1].Should().Contain("Healthy.").And.NotContain("NN");
    }

    private static string[] Lines(string code) => [.. code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    private static double NumberAfter(string lesson, string text)
    {
        Match match = Regex.Match(LessonOutputs.Of(lesson), Regex.Escape(text) + @"(\d+(\.\d+)?)");
        match.Success.Should().BeTrue($"lesson {lesson} prints \"{text}\" and a number");
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NodeNet.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("NodeNet.sln is not above the tests.");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
