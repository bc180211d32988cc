using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using CsCheck;
using NodeNet.Activations;
using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Teaching;
using NodeNet.Tests.Handout;
using NodeNet.Training;

namespace NodeNet.Tests.Teaching;

/// <summary>What went wrong in classrooms with worksheets and marker, and is right now.</summary>
public class ClassroomTests
{
    private readonly StepLedger _handout = HandoutNetwork.TrainerFor(HandoutNetwork.Create()).Explain([1, 3, 5], [1]);

    private static string Cut(double value, int digits)
    {
        int exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        double unit = Math.Pow(10, exponent - digits + 1);
        decimal cut = Math.Truncate((decimal)(value / unit)) * (decimal)unit;
        return cut.ToString(CultureInfo.InvariantCulture);
    }

    // C1
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void A_mistakes_number_is_recognised_cut_off_as_well_as_rounded(int digits)
    {
        var marker = new Marker(_handout);
        int checkedNumbers = 0;
        foreach (Mistake mistake in Mistake.All)
        {
            foreach (ComparedNumber row in MistakeComparison.Of(_handout, mistake).Rows.Where(row => row.Differs && row.Wrong != 0))
            {
                string cut = Cut(row.Wrong, digits);
                LearnersNumber number = LearnersNumber.Read(cut)!.Value;
                // So few digits that they are the right number's, too, or that trailing zeros fell away: nobody can tell.
                if (number.Digits < 3 || number.Rounds(row.Right) || number.CutsOff(row.Right)) continue;
                checkedNumbers++;
                marker.Check(row.Quantity, cut).Mistakes.Should().Contain(mistake, $"{cut} is {row}");
            }
        }
        checkedNumbers.Should().BeGreaterThan(3);
    }

    // C1
    [Fact]
    public void Minus_0_7673_is_the_mistakes_minus_0_76735_cut_off()
    {
        // Steps uphill: 0.8 − 0.0017872… = 0.79821274…, cut off 0.7982; and for a bias of its own.
        var marker = new Marker(_handout);
        double wrong = MistakeComparison.Of(_handout, Mistake.SumsWholeLayer).Wrong.Examples[0].DeltaOf("h1").Delta;

        wrong.ShouldPrint("0.02471359");
        marker.Check(Quantity.Delta("h1"), "0.024713").Mistakes.Should().Equal(Mistake.SumsWholeLayer);
        marker.Check(Quantity.Delta("h1"), "0.0247").Mistakes.Should().Equal(Mistake.SumsWholeLayer);
    }

    // C1
    [Fact]
    public void A_mistake_on_ones_own_numbers_is_recognised_cut_off()
    {
        var marker = new Marker(_handout);

        // A push of 0.3 that is nobody's, and the slope forgotten: no new mistake but δ = push; then α · δ · x3 cut off.
        IReadOnlyList<Marking> marks = marker.Check([
            (Quantity.Delta("h1"), "0.0123456"), (Quantity.NewWeight("x3", "h1"), "-0.30061")]);

        // −0.3 − 0.01 · 0.0123456 · 5 = −0.30061728: uphill from the learner's own δ.
        marks[1].Mistakes.Should().Equal(Mistake.StepsUphill);
    }

    // C5
    [Fact]
    public void What_follows_from_a_blank_is_blank_too()
    {
        foreach (WorksheetBlanks blanks in new[] { WorksheetBlanks.BackwardPass, WorksheetBlanks.Deltas, WorksheetBlanks.Random(0.2, 3) })
        {
            Worksheet sheet = Worksheet.From(_handout, new WorksheetOptions { Blanks = blanks });
            var facts = new StepFacts(_handout);
            var right = new StepCalculation(facts);
            var open = new HashSet<string>();
            var asked = sheet.Blanks.ToHashSet();
            foreach (Quantity q in QuantityLists.Forward(facts).Concat(QuantityLists.Backward(facts)).Concat(QuantityLists.Update(facts)))
            {
                if (asked.Contains(q) || right.PartsOf(q).Any(part => open.Contains(part.ToString()))) open.Add(q.ToString());
            }

            string[] lines = sheet.ToMarkdown().Split('\n');
            open.Count.Should().BeGreaterThan(asked.Count);
            foreach (string name in open)
            {
                string? line = lines.FirstOrDefault(each => each.Contains($"| {name} |", StringComparison.Ordinal));
                (line is null || line.EndsWith("| ________ |", StringComparison.Ordinal)).Should().BeTrue($"{name} gives a blank away: {line}");
            }
        }
    }

    // C5
    [Fact]
    public void The_default_worksheet_does_not_print_its_own_answers()
    {
        string paper = Worksheet.From(_handout).ToMarkdown();

        paper.Should().NotContain("change of", "α · δ_h1 gives δ_h1 away").And.NotContain("## Update");
        Worksheet.From(_handout).KeyToMarkdown().Should().Contain("## Update");
    }

    // C4
    [Fact]
    public void The_same_digits_stand_in_every_form()
    {
        var trainer = new Trainer(Given.Small(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1 });
        Worksheet sheet = Worksheet.From(trainer.Explain([0.1, 0.7], [1]), new WorksheetOptions { Blanks = WorksheetBlanks.Update, Digits = 5 });
        Dictionary<string, string> onPaper = sheet.ToMarkdown().Split('\n').Where(line => line.StartsWith("|  |", StringComparison.Ordinal))
            .Select(line => line.Split('|')).ToDictionary(cells => cells[2].Trim(), cells => cells[^2].Trim());
        Dictionary<string, string> inCsv = sheet.ToCsv().Split("\r\n").Select(line => line.Split(',')).Where(row => row.Length == 4)
            .ToDictionary(row => row[1], row => row[3]);

        onPaper.Should().HaveCountGreaterThan(15);
        foreach ((string name, string text) in onPaper)
        {
            LearnersNumber.Read(inCsv[name])!.Value.Value.Should().Be(LearnersNumber.Read(text)!.Value.Value, name);
            inCsv[name].Count(char.IsAsciiDigit).Should().BeLessThan(10, name);
        }
    }

    // C4
    [Fact]
    public void A_workbook_prints_on_landscape_pages_one_page_wide_that_begin_with_the_head_row()
    {
        using var stream = new MemoryStream();
        Worksheet.From(_handout).WriteKeyWorkbook(stream);
        using var zip = new ZipArchive(stream);
        XNamespace ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        XElement sheet = XDocument.Load(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open()).Root!;
        XElement setup = sheet.Element(ns + "pageSetup")!;

        sheet.Element(ns + "sheetPr")!.Element(ns + "pageSetUpPr")!.Attribute("fitToPage")!.Value.Should().Be("1");
        (setup.Attribute("orientation")!.Value, setup.Attribute("fitToWidth")!.Value, setup.Attribute("fitToHeight")!.Value)
            .Should().Be(("landscape", "1", "0"));
        string titles = XDocument.Load(zip.GetEntry("xl/workbook.xml")!.Open()).Descendants(ns + "definedName").Single().Value;
        int head = int.Parse(titles.Split('$')[^1], CultureInfo.InvariantCulture);
        sheet.Descendants(ns + "row").ElementAt(head - 1).Value.Should().Be("no.numberformulavalue");
        // A formula of two lines has the room for them: LibreOffice keeps one line otherwise.
        foreach (XElement row in sheet.Descendants(ns + "row").Where(row => row.Elements().Count() > 2))
        {
            int Letters(char column) =>
                row.Elements(ns + "c").FirstOrDefault(cell => cell.Attribute("r")!.Value[0] == column)?.Element(ns + "is")?.Value.Length ?? 0;
            (row.Attribute("ht")?.Value ?? "15").Should().Be(Letters('B') < 30 && Letters('C') < 60 ? "15" : "30", row.Value);
        }
        sheet.Descendants(ns + "row").Should().Contain(row => row.Attribute("ht") != null);
        // 0.9308616: seven digits are seven decimals.
        XElement activation = sheet.Descendants(ns + "row").Single(row => row.Value.Contains("activation of h1a_h1", StringComparison.Ordinal));
        int style = int.Parse(activation.Elements(ns + "c").Last().Attribute("s")!.Value, CultureInfo.InvariantCulture);
        XElement styles = XDocument.Load(zip.GetEntry("xl/styles.xml")!.Open()).Root!;
        string format = styles.Element(ns + "cellXfs")!.Elements().ElementAt(style).Attribute("numFmtId")!.Value;
        styles.Descendants(ns + "numFmt").Single(each => each.Attribute("numFmtId")!.Value == format).Attribute("formatCode")!.Value.Should().Be("0.#######");
    }

    // C8
    [Fact]
    public void A_sheet_of_another_step_is_not_marked_in_silence()
    {
        Worksheet sheet = Worksheet.From(_handout);
        StepLedger faster = new Trainer(HandoutNetwork.Create(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.02 }).Explain([1, 3, 5], [1]);
        Worksheet other = Worksheet.From(faster);

        sheet.Code.Should().MatchRegex("^[0-9A-Z]{6}$").And.Be(Worksheet.From(_handout).Code).And.NotBe(other.Code);
        foreach (string form in new[] { sheet.ToMarkdown(), sheet.ToCsv(), sheet.KeyToMarkdown(), sheet.KeyToCsv() })
            form.Should().Contain($"Sheet code {sheet.Code}");
        MarkedWorksheet wrongKey = other.MarkCsv(sheet.ToCsv());
        wrongKey.FitsKey.Should().BeFalse();
        wrongKey.Code.Should().Be(sheet.Code);
        wrongKey.Remarks[0].Should().Contain(sheet.Code).And.Contain(other.Code).And.Contain("another learning rate");
        sheet.MarkCsv(sheet.ToCsv()).FitsKey.Should().BeTrue();
        sheet.MarkCsv(sheet.ToCsv()).Remarks.Should().BeEmpty();
        sheet.MarkCsv("1,,,0.3").Code.Should().BeNull();
    }

    // C9
    [Theory]
    [InlineData("hours->h1", "the weight w_x1→h1 ")]
    [InlineData("x1→h1", "the weight w_x1→h1 ")]
    [InlineData("x1 → h1", "the weight w_x1→h1 ")]
    [InlineData("x1,h1", "the weight w_x1→h1 ")]
    [InlineData("w_x1→h1", "the weight w_x1→h1 ")]
    [InlineData("new weight x1→h1", "the weight w_x1→h1 ")]
    [InlineData("change of hours→h1", "the weight w_x1→h1 ")]
    [InlineData("new w_x1→h1", "the weight w_x1→h1 ")]
    [InlineData("b_h1", "the bias b_h1 ")]
    [InlineData("new_b_h1", "the bias b_h1 ")]
    [InlineData("b⁺_h1", "the bias b_h1 ")]
    [InlineData("Δb_h1", "the bias b_h1 ")]
    [InlineData("w⁺_x1→h1", "the weight w_x1→h1 ")]
    [InlineData("Δw_x1→h1", "the weight w_x1→h1 ")]
    [InlineData("bias of h1", "the bias b_h1 ")]
    [InlineData("change of the bias of h1", "the bias b_h1 ")]
    [InlineData("δ_h1", "the net input of h1 should ")]
    [InlineData("δ of h1", "the net input of h1 should ")]
    [InlineData("h1", "the net input of h1 should ")]
    public void Whatever_spelling_a_page_prints_is_taken(string spelling, string about)
    {
        Network network = Given.Small();
        network.Node("x1").Label = "hours";
        StepLedger ledger = Given.Trainer(network, 0.5).Explain([1, 0], [1]);

        ledger.Why(spelling).ToString().Should().StartWith(about);
        FluentActions.Invoking(() => ledger.Why("h1 → nowhere")).Should().Throw<ArgumentException>().WithMessage("*there are x1*");
    }

    // C23
    [Fact]
    public void The_marker_says_which_number_the_learner_took()
    {
        var marker = new Marker(_handout);

        // 0.192 · 0.8018 · 0.06436
        marker.Check(Quantity.Delta("h1"), "0.0099075").Explanation.Should().Contain("you took 0.8018, the new weight; δ uses 0.8");
        // 0.192 · (0.8 + 0.5 + 0.1 + 0.6)
        marker.Check(Quantity.Push("h1"), "0.384").Explanation.Should().Contain("you added up 4 weights, those of the whole layer; of h1 it is only 0.8");
        marker.Check(Quantity.Delta("y1"), "0.8").Explanation.Should().Contain("you stopped at the push");
    }
}
