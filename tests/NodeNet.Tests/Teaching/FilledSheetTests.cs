using System.Text;
using CsCheck;
using NodeNet.Data;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Teaching;
using NodeNet.Tests.Handout;
using NodeNet.Training;

namespace NodeNet.Tests.Teaching;

/// <summary>Sheets as they come back from spreadsheet programs, editors and pupils.</summary>
public class FilledSheetTests
{
    private static readonly WorksheetOptions _hidden = new()
    {
        Title = "Sheet 1, group \"A\"; Monday",
        Blanks = WorksheetBlanks.Where(q => q.Node == "h1" && q.Kind is QuantityKind.Push or QuantityKind.Slope or QuantityKind.Delta)
    };
    private readonly Worksheet _sheet = Worksheet.From(HandoutNetwork.TrainerFor(HandoutNetwork.Create()).Explain([1, 3, 5], [1]), _hidden);

    /// <summary>The sheet with answers in its blanks, and another delimiter between its fields.</summary>
    private string Filled(string first, string second = "", string third = "", char delimiter = ',')
    {
        var rows = new List<string>();
        foreach (List<string> row in CsvReader.Read(_sheet.ToCsv(), ','))
        {
            if (row.Count == 4 && row[0] is "1" or "2" or "3") row[3] = row[0] switch { "1" => first, "2" => second, _ => third };
            rows.Add(string.Join(delimiter, row.Select(field => field.IndexOfAny(['"', ',', ';', '\t']) >= 0
                ? "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : field)));
        }
        return string.Join("\r\n", rows) + "\r\n";
    }

    private static IEnumerable<Verdict> Verdicts(MarkedWorksheet marked) => marked.Markings.Select(marking => marking.Verdict);

    [Theory]
    [InlineData(',', "0.1536")]
    [InlineData(',', "0,1536")]  // quoted, as a spreadsheet program does
    [InlineData(';', "0,1536")]  // Excel in Germany
    [InlineData('\t', "0.1536")]
    public void Answers_are_read_whatever_stands_between_the_fields(char delimiter, string answer)
    {
        MarkedWorksheet marked = _sheet.MarkCsv("\uFEFF" + Filled(answer, delimiter: delimiter));

        Verdicts(marked).Should().Equal(Verdict.Right, Verdict.Missing, Verdict.Missing);
        marked.Remarks.Should().BeEmpty();
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r")] // Excel's "CSV (Macintosh)"
    public void Any_line_ends_are_read(string lineEnd) =>
        Verdicts(_sheet.MarkCsv(Filled("0.1536", "0.0643583", "1").Replace("\r\n", lineEnd, StringComparison.Ordinal))).Should()
            .Equal(Verdict.Right, Verdict.Rounded, Verdict.NotRecognised);

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-8", [] },
        { "UTF-8", [0xEF, 0xBB, 0xBF] },
        { "UTF-16", [0xFF, 0xFE] },
        { "UTF-16", [] },
        { "UTF-16BE", [0xFE, 0xFF] },
        { "UTF-16BE", [] },
        { "UTF-32", [0xFF, 0xFE, 0, 0] },
        { "UTF-32BE", [0, 0, 0xFE, 0xFF] },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Any_Unicode_file_is_read(string encoding, byte[] mark) =>
        Verdicts(MarkBytes([.. mark, .. Encoding.GetEncoding(encoding).GetBytes(Filled("0.1536", "–1"))])).Should()
            .Equal(Verdict.Right, Verdict.NotRecognised, Verdict.Missing);

    [Fact]
    public void A_file_in_Windows_characters_is_read_with_its_dashes_as_minus_signs() =>
        MarkBytes([.. "1;push;;"u8, 0x96, .. "0,1536\r\n2;Lösung;;"u8[..8], 0xF6, .. "sung;;1\r\n"u8]).Markings[0].Explanation.Should().Contain("sign");

    [Fact]
    public void A_sheet_that_was_opened_as_one_column_keeps_its_numbers_and_answers()
    {
        // A program that separates by semicolons leaves the line in column A; the answer goes to column D.
        string[] lines = [.. _sheet.ToCsv().Split("\r\n").Select(line => line.StartsWith("1,", StringComparison.Ordinal) ? line + ";;;0,1536" : line + ";;;")];

        Verdicts(_sheet.MarkCsv(string.Join("\r\n", lines))).First().Should().Be(Verdict.Right);
    }

    [Fact]
    public void A_decimal_comma_among_commas_is_read_as_one_number_and_said()
    {
        MarkedWorksheet marked = _sheet.MarkCsv("no.,number,formula,value\n1,push of h1,,0,1536\n");

        Verdicts(marked).First().Should().Be(Verdict.Right);
        marked.Remarks.Should().Equal("The answer of blank 1 stands in two fields; it is read as 0,1536.");
    }

    [Theory]
    [InlineData("-15,36%", "-15,36%", Verdict.Mistaken)]                   // another book's sign
    [InlineData("−0,1536", "−0,1536", Verdict.Mistaken)]
    [InlineData("15,36\u202F%", "15,36\u202F%", Verdict.Right)]
    [InlineData("\u200915,36 %", "\u200915,36 %", Verdict.Right)]
    [InlineData("0,1536 m", "0,1536 m", Verdict.NotANumber)]               // never 0, and never 1536
    [InlineData("1 234,5", "1 234", Verdict.NotANumber)]
    [InlineData("0,15,36", "0,15,36", Verdict.NotANumber)]
    public void A_number_is_read_as_a_whole_or_not_at_all(string written, string read, Verdict verdict)
    {
        Marking marking = _sheet.MarkCsv($"no.,number,formula,value\n1,push of h1,,{written}\n").Markings[0];

        (marking.Answer, marking.Verdict).Should().Be((read, verdict));
    }

    [Fact]
    public void A_file_without_an_answer_is_said_to_be_one()
    {
        _sheet.MarkCsv(_sheet.ToCsv()).ToString().Should().Be("0 of 3 points: no answer was found");
        _sheet.MarkCsv("").Remarks.Should().Equal("No line begins with the number of a blank: this is not the sheet, saved as CSV or .xlsx.");
        _sheet.MarkCsv("").ToMarkdown().Should().Contain("no answer was found").And.Contain("No line begins");
        _sheet.MarkCsv(Filled("?")).ToString().Should().Be("0 of 3 points", "something was written");
    }

    [Fact]
    public void A_workbook_is_read_as_it_is()
    {
        string path = Path.GetTempFileName();
        try
        {
            using (FileStream file = File.Create(path))
                _sheet.WriteWorkbook(file);
            MarkedWorksheet empty = _sheet.MarkFile(path);
            empty.ToString().Should().Be("0 of 3 points: no answer was found");
            (empty.Code, empty.FitsKey).Should().Be((_sheet.Code, true));

            // The key's workbook is one that is filled in rightly: the values stand beside the formulas.
            using (FileStream file = File.Create(path))
                _sheet.WriteKeyWorkbook(file);
            _sheet.MarkFile(path).ToString().Should().Be("3 of 3 points");
            _sheet.MarkFile(path).Remarks.Should().Equal("This is the key, with the answers, and not a sheet that was filled in.");

            File.WriteAllText(path, "PK\u0003\u0004…");
            _sheet.MarkFile(path).Remarks.Should().Equal("The workbook cannot be read: it is damaged, too large, or not an .xlsx file.");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_workbook_of_another_program_is_read_with_its_shared_texts()
    {
        // As Excel and LibreOffice save: texts by number, cells that are empty left out.
        byte[] bytes = Zip(
            ("xl/sharedStrings.xml", "<sst xmlns=\"m\"><si><t>2</t></si><si><r><t>0,06</t></r><r><t>43583</t></r></si></sst>"),
            ("xl/worksheets/sheet1.xml", "<worksheet xmlns=\"m\"><sheetData><row r=\"9\"><c r=\"A9\" t=\"s\"><v>0</v></c><c r=\"D9\" t=\"s\"><v>1</v></c></row>"
                + "<row r=\"10\"><c r=\"A10\"><v>1</v></c><c r=\"D10\"><f>D8*D9</f><v>0.1536</v></c></row></sheetData></worksheet>"));

        List<List<string>> rows = WorkbookReader.TryRead(bytes)!;

        rows.Should().HaveCount(2);
        rows[0].Should().Equal("2", "", "", "0,0643583");
        rows[1].Should().Equal("1", "", "", "0.1536");
        WorkbookReader.TryRead(Zip(("xl/worksheets/sheet1.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet/>"))).Should()
            .BeNull("entities may grow without end");
        WorkbookReader.TryRead(Zip(("xl/worksheets/sheet1.xml", new string(' ', 40 << 20)))).Should().BeNull("40 MB of spaces pack into 40 kB");
        WorkbookReader.TryRead(Zip(("a.xml", "<a/>"))).Should().BeNull();
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create))
        {
            foreach ((string name, string text) in entries)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return stream.ToArray();
    }

    [Fact]
    public void What_is_odd_about_a_sheet_is_said_and_the_rest_is_marked()
    {
        MarkedWorksheet marked = _sheet.MarkCsv(
            "1,a,,0.1536\n1,a,,0.2\n2,b,,\n2,b,,0.0643583\n3,c,,0.0098854\n3,c,,0.0098854\n0,d,,7\n99999999999,d,,7\n4,d,,7\n");

        Verdicts(marked).Should().Equal(Verdict.Right, Verdict.Rounded, Verdict.Rounded);
        marked.Remarks.Should().Equal(
            "Blank 1 comes twice with different answers; the first one counts.", "There is no blank 0; the sheet has 3 blanks, from 1.",
                "There is no blank 4; the sheet has 3 blanks, from 1.");
    }

    [Theory]
    [InlineData("1,a,,\"0.2\n2,b,,0.0643583\n")]
    [InlineData("1,a,,0.2\"\n2,b,,0.0643583\n3,\"c,,\n")]
    [InlineData("1,\"a\"x,,\"\n2,b,,0.0643583\n3,c,,\"0.1\n")]
    public void A_quote_that_nobody_closes_does_not_swallow_the_next_line(string csv) => Verdicts(_sheet.MarkCsv(csv)).ElementAt(1).Should()
        .Be(Verdict.Rounded);

    [Fact]
    public void A_file_that_is_far_too_large_is_refused()
    {
        string path = Path.GetTempFileName();
        try
        {
            using (FileStream file = File.OpenWrite(path)) file.SetLength((16 << 20) + 1);
            FluentActions.Invoking(() => _sheet.MarkFile(path)).Should().Throw<InvalidDataException>().WithMessage("*larger than 16 MiB*");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Whatever_stands_in_one_cell_the_others_are_marked() => Texts.Anything.Sample(text =>
    {
        MarkedWorksheet marked = _sheet.MarkCsv(Filled(text, "0.0643583"));

        Verdicts(marked).ElementAt(1).Should().Be(Verdict.Rounded);
        marked.ToMarkdown().Should().Contain("| (3) |");
        Encoding.UTF8.GetString(new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(marked.ToMarkdown())).Should().Be(marked.ToMarkdown());
    });

    [Fact]
    public void Whatever_file_comes_back_it_is_marked() => Gen.OneOf(Gen.Byte.Array[0, 200],
        Texts.Anything.Array[0, 20].Select(texts => Encoding.UTF8.GetBytes(string.Concat(texts)))).Sample(bytes =>
        MarkBytes(bytes).Markings.Should().HaveCount(3));

    [Fact]
    public void Whatever_stands_on_a_sheet_of_any_loss_it_is_marked()
    {
        ILoss[] losses = [new SumOfSquaredErrors(), new MeanAbsoluteError(), new Huber(0.5), new BinaryCrossEntropy()];
        Worksheet[] sheets = [.. losses.Select(loss =>
        {
            Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new NodeNet.Activations.SiLU()).AddLayer(2, new NodeNet.Activations.Sigmoid())
                .Build(seed: 1);
            StepLedger ledger = new Trainer(network, loss, new TrainerOptions { L1 = 0.1, ClipNorm = 0.1, Optimizer = new NodeNet.Optimizers.Adam() })
                .Explain(DataSet.From([[1, 2]], [[0, 1]]));
            return Worksheet.From(ledger, new WorksheetOptions { Blanks = WorksheetBlanks.Everything });
        })];

        Gen.Select(Texts.OneOf(sheets), Texts.Mutated.Array[40]).Sample((sheet, texts) =>
            sheet.Mark(sheet.Blanks.Select((_, i) => i).ToDictionary(i => i + 1, i => texts[i % texts.Length])).Markings.Should()
                .HaveCount(sheet.Blanks.Count), iter: 10);
    }

    private MarkedWorksheet MarkBytes(byte[] bytes)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            return _sheet.MarkFile(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
