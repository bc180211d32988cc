using NodeNet.Activations;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Teaching;
using NodeNet.Tests.Replay;

namespace NodeNet.Tests.Teaching;

/// <summary>A class: every pupil gets other weights, hands a file in, and the folder is marked.</summary>
public sealed class WorksheetSetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-class-").FullName;

    private static Network Network => new NetworkBuilder(inputs: 2).AddLayer(2, new Sigmoid()).AddLayer(1, new Sigmoid()).Build(seed: 1);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_drawn_is_said_in_every_culture_the_same_way() =>
        new WorksheetSetOptions { Count = 3, LearningRate = 0.25 }.ToString()
            .Should().StartWith("WorksheetSetOptions { Count = 3, Seed = 0, LearningRate = 0.25");

    [Fact]
    public void The_sheet_says_how_many_digits_are_needed_and_with_so_many_every_right_answer_has_its_point()
    {
        var options = new WorksheetSetOptions { Count = 12, LearningRate = 0.01, Sheet = new WorksheetOptions { Blanks = WorksheetBlanks.Everything } };
        int above = 0;
        foreach (Worksheet sheet in WorksheetSet.Draw(Network, new SumOfSquaredErrors(), options).Sheets)
        {
            string line = sheet.ToMarkdown().Split('\n').Single(each => each.StartsWith("Write 4 significant digits or more", StringComparison.Ordinal));
            System.Text.RegularExpressions.Match match = System.Text.RegularExpressions.Regex.Match(line, @"\(here up to (\d+)\)");
            int most = match.Success ? int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : 4;
            if (most > 4) above++;
            sheet.KeyToMarkdown().Should().NotContain("significant digits");
            IReadOnlyList<Marking> right = sheet.Mark(new Dictionary<int, string>()).Markings;

            MarkedWorksheet marked = sheet.Mark(right.Select((mark, i) => (mark, i)).ToDictionary(
                pair => pair.i + 1, pair => Digits(
                    pair.mark.Expected, pair.mark.Quantity.Kind is QuantityKind.NewWeight or QuantityKind.NewBias ? most : 4)));

            marked.Points.Should().Be(marked.MostPoints, string.Join('\n', marked.Markings.Where(mark => mark.Points < 1)));
        }
        above.Should().BePositive("of a small learning rate new weights need more than four digits");

        // With zeros at the end.
        static string Digits(double value, int digits) => value.ToString("E" + (digits - 1), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Given_numbers_are_rounded_for_paper_and_everything_is_computed_from_these()
    {
        Network network = Network;
        StepLedger exact = Given.Trainer(network, 0.5).Explain([1.0 / 3, 2], [0.123456]);
        Worksheet sheet = Worksheet.From(exact, new WorksheetOptions { Blanks = WorksheetBlanks.Everything, GivenDigits = 4 });
        foreach (Connection connection in network.Connections) connection.Weight = Rounded(connection.Weight);
        foreach (Node node in network.Layers.Skip(1).SelectMany(layer => layer.Nodes)) node.Bias = Rounded(node.Bias);
        Worksheet same = Worksheet.From(
            Given.Trainer(network, 0.5).Explain([0.3333, 2], [0.1235]), new WorksheetOptions { Blanks = WorksheetBlanks.Everything });

        sheet.Code.Should().Be(same.Code).And.NotBe(Worksheet.From(exact, new WorksheetOptions { Blanks = WorksheetBlanks.Everything }).Code);
        sheet.ToMarkdown().Replace("The given numbers are rounded to 4 significant digits; everything else is computed from these.  \n", "")
            .Should().Be(same.ToMarkdown());
        MarkedWorksheet marked = sheet.MarkCsv(FilledFiles.Right(same));
        (marked.FitsKey, marked.Points).Should().Be((true, marked.MostPoints));
        foreach (int digits in (int[])[2, 18])
            FluentActions.Invoking(() => new WorksheetOptions { GivenDigits = digits }.Validate()).Should().Throw<ArgumentOutOfRangeException>();

        static double Rounded(double value) => double.Parse(
            value.ToString("E3", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Numbers_of_printed_keys_and_sheets_do_not_break()
    {
        string page = WorksheetSet.Draw(Network, new SumOfSquaredErrors(), new WorksheetSetOptions { Count = 1 }).ToHtml(isKey: true);

        page.Should().NotContain("anywhere").And.MatchRegex(@"td:last-child, th:last-child \{[^}]*white-space: nowrap");
    }

    // C10
    [Fact]
    public void No_sheet_prints_what_another_asks()
    {
        WorksheetSet set = WorksheetSet.Draw(
            Network, new SumOfSquaredErrors(),
            new WorksheetSetOptions { Count = 30, Sheet = new WorksheetOptions { Blanks = WorksheetBlanks.Random(0.4, 7) } });

        set.Sheets.Select(sheet => sheet.Code).Should().OnlyHaveUniqueItems().And.HaveCount(30);
        var facts = set.Sheets.Select(sheet => sheet.KeyToCsv().Split("\r\n")).ToArray();
        // The weights of no two sheets are the same.
        facts.Select(lines => string.Join('|', lines.Where(line =>
                line.Contains("weight ", StringComparison.Ordinal) && !line.Contains("new", StringComparison.Ordinal))))
            .Should().OnlyHaveUniqueItems();
        set.ToString().Should().Be("30 worksheets: One training step");
        facts[0].Single(line => line.Contains("weight x1→h1", StringComparison.Ordinal) && !line.Contains("new", StringComparison.Ordinal))
            .Should().MatchRegex(@",-?(0\.\d|1)$", "weights of one decimal can be calculated by hand");
    }

    [Fact]
    public void The_same_seed_draws_the_same_sheets_and_another_seed_others()
    {
        string[] Codes(long seed) =>
            [.. WorksheetSet.Draw(Network, new SumOfSquaredErrors(), new WorksheetSetOptions { Count = 3, Seed = seed }).Sheets.Select(sheet => sheet.Code)];

        Codes(1).Should().Equal(Codes(1)).And.NotIntersectWith(Codes(2));
    }

    [Theory]
    [InlineData(4, 4, Verdict.Right)]
    [InlineData(4, 3, Verdict.Rounded)]
    public void All_the_digits_that_the_sheet_asks_for_are_right_and_fewer_are_rounded(int asked, int written, Verdict verdict)
    {
        var options = new WorksheetSetOptions { Count = 1, Sheet = new WorksheetOptions { Digits = asked, Blanks = WorksheetBlanks.Deltas } };
        Worksheet sheet = WorksheetSet.Draw(Network, new SumOfSquaredErrors(), options).Sheets[0];
        double right = sheet.Mark(new Dictionary<int, string>()).Markings[0].Expected;
        string answer = right.ToString("E" + (written - 1), System.Globalization.CultureInfo.InvariantCulture);

        sheet.Mark(new Dictionary<int, string> { [1] = answer }).Markings[0].Verdict.Should().Be(verdict);
    }

    [Fact]
    public void Only_a_number_that_is_blank_is_hinted_at()
    {
        string Said(WorksheetBlanks blanks)
        {
            var options = new WorksheetSetOptions { Count = 1, Sheet = new WorksheetOptions { Blanks = blanks } };
            Worksheet sheet = WorksheetSet.Draw(Network, new SumOfSquaredErrors(), options).Sheets[0];
            int number = sheet.Blanks.ToList().FindIndex(blank => blank.Kind == QuantityKind.Delta && blank.Node == "y1") + 1;
            return sheet.Mark(new Dictionary<int, string> { [number] = "77.123456" }).Markings[number - 1].Explanation;
        }

        Said(WorksheetBlanks.Deltas).Should().Be("Not right, and not a mistake that I know.", "the net input stands on the sheet");
        Said(WorksheetBlanks.Everything).Should().StartWith("Not right, and not a mistake that I know. Check the ");
    }

    [Fact]
    public void A_key_that_is_none_or_was_changed_is_refused()
    {
        string key = WorksheetSet.Draw(Network, new SumOfSquaredErrors(), new WorksheetSetOptions { Count = 2 }).Save(_folder);
        string text = File.ReadAllText(key);
        int at = text.IndexOf("\"parameters\": [", StringComparison.Ordinal);
        int end = text.IndexOf(',', at);

        foreach (string wrong in new[] { "", "[]", "{}", "{\"format\":\"x\"}", text[..200],
            text.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal),
            text[..at] + "\"parameters\": [ 0.123" + text[end..] })
        {
            File.WriteAllText(key, wrong);
            FluentActions.Invoking(() => WorksheetSet.LoadKey(key)).Should().Throw<InvalidDataException>().WithMessage("*key.json*");
        }
        FluentActions.Invoking(() => WorksheetSet.Draw(Network, new SumOfSquaredErrors(), new WorksheetSetOptions { Count = 0 }))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*1 to 999*");
        FluentActions.Invoking(() => WorksheetSet.Draw(Network, new SumOfSquaredErrors(), new WorksheetSetOptions { Decimals = 9 }))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*1 to 6*");
        FluentActions.Invoking(() => WorksheetSet.Draw(Network, new SumOfSquaredErrors(), new WorksheetSetOptions { LearningRate = 0 }))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*above 0*");
    }

    [BrowserTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sheet_of_3_4_1_that_asks_everything_is_printed_on_two_pages_and_so_is_its_key(bool isKey)
    {
        Network network = new NetworkBuilder(inputs: 3).AddLayer(4, new Sigmoid()).AddLayer(1, new Sigmoid()).Build(seed: 1);
        var everything = new WorksheetSetOptions { Count = 2, Sheet = new WorksheetOptions { Blanks = WorksheetBlanks.Everything, Digits = 4 } };
        WorksheetSet set = WorksheetSet.Draw(network, new SumOfSquaredErrors(), everything);

        Browser.Open(set.Sheets[0].ToHtml(isKey), new View(), ["print"]).Results[0].GetInt32().Should().Be(2);
        Browser.Open(set.ToHtml(isKey), new View(), ["print"]).Results[0].GetInt32().Should().Be(4, "each sheet begins a page of its own");
    }

    [Fact]
    public void The_pages_to_print_hold_every_sheet_and_no_markup_of_others()
    {
        Network network = Network;
        network.Node("x1").Label = "<script>";
        WorksheetSet set = WorksheetSet.Draw(
            network, new SumOfSquaredErrors(),
            new WorksheetSetOptions { Count = 2, Inputs = [1, 2], Targets = [1], Sheet = new WorksheetOptions { WarnOfMistakes = true } });
        string page = set.ToHtml();

        page.Split("<article>").Should().HaveCount(3);
        page.Should().Contain(set.Sheets[1].Code).And.Contain("&lt;script&gt;").And.NotContain("<script")
            .And.Contain("class=\"open asked\"").And.Contain("Beware");
        set.ToHtml(isKey: true).Should().Contain(": answers").And.NotContain("class=\"open");
        set.Sheets[0].ToHtml().Should().Contain(set.Sheets[0].Code).And.NotContain(set.Sheets[1].Code);
    }
}
