using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using NodeNet.Activations;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Teaching;
using NodeNet.Tests.Handout;
using NodeNet.Training;

namespace NodeNet.Tests.Teaching;

/// <summary>Sheets of the handout's step, filled in and marked.</summary>
public class WorksheetTests
{
    private static readonly WorksheetOptions _hidden = new()
    {
        Title = "The hidden node h1",
        Blanks = WorksheetBlanks.Where(q => q.Node == "h1" && q.Kind is QuantityKind.Push or QuantityKind.Slope or QuantityKind.Delta),
    };
    private readonly StepLedger _ledger = HandoutNetwork.TrainerFor(HandoutNetwork.Create()).Explain([1, 3, 5], [1]);

    [Fact]
    public void A_sheet_has_blanks_where_its_key_has_numbers()
    {
        Worksheet sheet = Worksheet.From(_ledger, new WorksheetOptions { Blanks = WorksheetBlanks.OfNode("y1") });

        sheet.ToMarkdown()
            .Should()
            .Contain("| (4) | slope of y1 | slope\\_y1 = a\\_y1 · (1 − a\\_y1) | ________ |".Replace("\\_", "_", StringComparison.Ordinal));
        sheet.KeyToMarkdown().Should().Contain("| (4) | slope of y1 | slope_y1 = a_y1 · (1 − a_y1) | 0.6 · (1 − 0.6) | 0.24 |");
        sheet.ToMarkdown().Should().Contain("Network: input, 3 nodes; hidden 1, 4 nodes (sigmoid); output, 1 node (sigmoid)");
        sheet.ToMarkdown().Should().NotContain("0.192", "δ of y1 is asked for");
        sheet.KeyToMarkdown().Should().Contain("| δ of y1 | δ_y1 = push_y1 · slope_y1 | 0.8 · 0.24 | 0.192 |");
    }

    [Fact]
    public void Which_numbers_are_blank_is_the_teachers_choice()
    {
        Blanks(WorksheetBlanks.Deltas)
            .Should()
            .Equal(Quantity.Delta("y1"), Quantity.Delta("h1"), Quantity.Delta("h2"), Quantity.Delta("h3"), Quantity.Delta("h4"));
        Blanks(WorksheetBlanks.ForwardPass).Should().HaveCount(5 + 5 + 1);
        Blanks(WorksheetBlanks.BackwardPass).Should().HaveCount(3 * 5);
        Blanks(WorksheetBlanks.Update).Should().HaveCount(2 * (12 + 4 + 1)); // change and new value of 16 weights and a bias
        Blanks(WorksheetBlanks.Everything).Should().HaveCount(11 + 15 + 34);
        Blanks(WorksheetBlanks.OfNode("h1")).Should().HaveCount(5 + 6);
        Blanks(WorksheetBlanks.Random(0.25, seed: 1))
            .Should()
            .HaveCount(15).And.Equal(Blanks(WorksheetBlanks.Random(0.25, seed: 1))).And.NotEqual(Blanks(WorksheetBlanks.Random(0.25, seed: 2)));
        FluentActions.Invoking(() => Blanks(WorksheetBlanks.OfNode("h9"))).Should().Throw<ArgumentException>().WithMessage("*blank*");
        FluentActions.Invoking(() => WorksheetBlanks.Random(0, 1)).Should().Throw<ArgumentOutOfRangeException>();

        IReadOnlyList<Quantity> Blanks(WorksheetBlanks blanks) => Worksheet.From(_ledger, new WorksheetOptions { Blanks = blanks }).Blanks;
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void Whoever_copies_the_key_gets_every_point(int digits)
    {
        Worksheet sheet = Worksheet.From(_ledger, new WorksheetOptions { Blanks = WorksheetBlanks.Everything, Digits = digits });
        Dictionary<int, string> key = sheet.KeyToMarkdown()
            .Split('\n')
            .Where(line => line.StartsWith("| (", StringComparison.Ordinal))
            .Select(line => line.Split('|'))
            .ToDictionary(cells => int.Parse(cells[1].Trim(' ', '(', ')'), CultureInfo.InvariantCulture), cells => cells[^2].Trim());

        MarkedWorksheet marked = sheet.Mark(key);

        key.Should().HaveCount(60);
        marked.Markings.Where(marking => marking.Points == 0).Select(marking => marking.ToString()).Should().BeEmpty();
        sheet.KeyToMarkdown().Should().Contain("| new weight x2→h1 |").And.NotContain("= 1.2 |", "1.2003 is not 1.2").And.NotContain("E−");
    }

    [Fact]
    public void Hints_and_warnings_can_be_switched()
    {
        Worksheet.From(_ledger, _hidden).ToMarkdown().Should().Contain("δ_h1 = push_h1 · slope_h1").And.NotContain("Beware");
        Worksheet.From(_ledger, _hidden with { Hints = false, WarnOfMistakes = true })
            .ToMarkdown()
            .Should()
            .NotContain("push_h1 · slope_h1").And.Contain("## Beware").And.Contain("forgets the slope");
        Worksheet.From(_ledger, _hidden with { Digits = 3 }).KeyToMarkdown().Should().Contain("| 0.154 · 0.0644 | 0.00989 |");
        FluentActions
            .Invoking(() => Worksheet.From(_ledger, _hidden with { Digits = 2 }))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("*3 to 17*");
    }

    [Fact]
    public void The_key_in_a_spreadsheet_computes_the_handouts_step()
    {
        var key = new CellEvaluator(Worksheet.From(_ledger, _hidden).KeyToCsv());
        double value(string name) => key.Value(key.Values.Single(cell => cell.Name == name).Row);

        value("activation of h1").ShouldPrint("0.9308616");
        value("δ of y1").Should().BeApproximately(0.192, 1e-14);
        value("δ of h1").Should().BeApproximately(0.009885434753398828, 1e-16);
        value("new weight h1→y1").ShouldPrint("0.8017873");
    }

    [Fact]
    public void A_changed_cell_changes_the_step()
    {
        string csv = Worksheet.From(_ledger, _hidden).KeyToCsv();
        string other = csv.Replace(",learning rate α,,0.01\r\n", ",learning rate α,,0.02\r\n", StringComparison.Ordinal);
        other.Should().NotBe(csv);
        var key = new CellEvaluator(other);

        key.Value(key.Values.Single(cell => cell.Name == "change of h1→y1").Row).Should().BeApproximately(2 * 0.001787254, 1e-9);
    }

    [Fact]
    public void A_filled_sheet_is_marked_and_says_what_went_wrong_where()
    {
        Worksheet sheet = Worksheet.From(_ledger, _hidden);

        // 0.192 · (0.8 + 0.5 + 0.1 + 0.6)
        MarkedWorksheet marked = sheet.Mark(new Dictionary<int, string> { [1] = "0.384", [2] = "0.0643583", [3] = "0.024714" });

        marked.Markings.Select(m => m.Verdict).Should().Equal(Verdict.Mistaken, Verdict.Rounded, Verdict.CarriedForward);
        marked.Markings[0].Mistakes.Should().Equal(Mistake.SumsWholeLayer);
        marked.ToString().Should().Be("2 of 3 points");
        marked.ToMarkdown()
            .Should()
            .Contain("| (1) | push of h1 | 0.384 | 0 | This number comes out like this: \"sums the whole layer\"").And.NotContain("0.1536");
        sheet.Mark(new Dictionary<int, string>()).Markings.Should().OnlyContain(m => m.Verdict == Verdict.Missing);
        FluentActions.Invoking(() => sheet.Mark(new Dictionary<int, string> { [4] = "1" })).Should().Throw<ArgumentException>().WithMessage("*3 blanks*");
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://example.org\")")]
    [InlineData("+1+A1")]
    [InlineData("-1-A1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    public void Words_never_become_formulas(string title)
    {
        string csv = Worksheet.From(_ledger, _hidden with { Title = title }).ToCsv();

        csv.TrimStart('"').Should().StartWith("'" + title[0]);
        csv.Split("\r\n")
            .SelectMany(line => line.Split(','))
            .Should()
            .NotContain(field => field.TrimStart('"').StartsWith('='), "a sheet to fill in has no formulas");
    }

    [Fact]
    public void Labels_stand_beside_the_names()
    {
        Network network = HandoutNetwork.Create();
        network.Node("x1").Label = "=cmd|<b>";
        Worksheet sheet = Worksheet.From(HandoutNetwork.TrainerFor(network).Explain([1, 3, 5], [1]), _hidden);

        sheet.ToMarkdown().Should().Contain("| input x1 \"=cmd\\|&lt;b>\" | 1 |");
        sheet.ToCsv().Should().Contain("\"input x1 \"\"=cmd|<b>\"\"\"");
    }

    [Fact]
    public void The_workbook_holds_the_same_cells_in_the_same_bytes_every_time()
    {
        Worksheet sheet = Worksheet.From(_ledger, _hidden with { Title = "<&> \u0001" });
        byte[] bytes = Workbook(sheet.WriteKeyWorkbook);
        Workbook(sheet.WriteKeyWorkbook).Should().Equal(bytes);

        using var zip = new ZipArchive(new MemoryStream(bytes));
        XNamespace ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        XElement[] cells = [.. XDocument.Load(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open()).Descendants(ns + "c")];
        cells[0].Value.Should().Be("<&> \uFFFD");
        var csv = new CellEvaluator(sheet.KeyToCsv());
        csv.Values.Should().HaveCountGreaterThan(60);
        foreach ((_, string content, int row) in csv.Values)
        {
            XElement cell = cells.Single(c => c.Attribute("r")!.Value == "D" + row.ToString(CultureInfo.InvariantCulture));
            (cell.Element(ns + "f") is { } f ? "=" + f.Value : cell.Value).Should().Be(content);
            double.Parse(cell.Element(ns + "v")!.Value, CultureInfo.InvariantCulture).Should().BeApproximately(csv.Value(row), 1e-12);
        }
        // Every part that the package names is there, and is XML.
        zip.Entries
            .Select(e => e.FullName)
            .Should()
            .Equal("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml");
        foreach (ZipArchiveEntry entry in zip.Entries)
            XDocument.Load(entry.Open()).Root.Should().NotBeNull();

        static byte[] Workbook(Action<Stream> write)
        {
            using var stream = new MemoryStream();
            write(stream);
            return stream.ToArray();
        }
    }

    [Fact]
    public void What_no_formula_describes_is_a_number_that_says_so()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Probe()).Build(seed: 1);
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { Optimizer = new NodeNet.Optimizers.Adam() });

        string key = Worksheet.From(trainer.Explain([1], [0])).KeyToCsv();

        key.Should().Contain("activation of y1,a_y1 = computed by probe: a fixed number,").And.Contain("Δw_x1→y1 = computed by adam");
        key.Should().MatchRegex("activation of y1,[^,\r\n]*,[-0-9.]+\r\n");
    }

    [Fact]
    public void A_formula_that_no_cell_can_hold_is_refused_by_name()
    {
        Network network = new NetworkBuilder(inputs: 800).AddLayer(1, new Identity()).Build(seed: 1);
        Worksheet sheet = Worksheet.From(
            new Trainer(network, new SumOfSquaredErrors()).Explain(new double[800], [0]), new WorksheetOptions { Blanks = WorksheetBlanks.OfNode("y1") });

        FluentActions.Invoking(sheet.KeyToCsv).Should().Throw<InvalidOperationException>().WithMessage("*net input of y1*8192*");
    }

    [Fact]
    public void A_wrong_step_makes_no_worksheet() =>
        FluentActions.Invoking(() => Worksheet.From(_ledger.With(Mistake.ForgetsSlope))).Should().Throw<ArgumentException>().WithMessage("*forgets the slope*");

    [Fact]
    public void Saved_are_the_sheet_and_its_key_in_three_formats()
    {
        string folder = Path.Combine(Path.GetTempPath(), "nodenet-" + Guid.NewGuid().ToString("N"));
        try
        {
            Worksheet sheet = Worksheet.From(_ledger, _hidden);
            IReadOnlyList<string> files = sheet.Save(folder, "sheet");

            files.Select(Path.GetFileName).Should().Equal("sheet.md", "sheet.csv", "sheet.xlsx", "sheet-key.md", "sheet-key.csv", "sheet-key.xlsx");
            File.ReadAllText(files[3]).Should().Be(sheet.KeyToMarkdown());
            File.ReadAllBytes(files[4]).Take(3).Should().Equal(0xEF, 0xBB, 0xBF);
            File.ReadAllText(files[4]).Should().Be(sheet.KeyToCsv());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
