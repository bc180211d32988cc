using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Teaching;

namespace NodeNet.Page.Tests;

/// <summary>Tables of one's own, worksheets, and answers marked.</summary>
public class OwnDataTests
{
    [Theory]
    [InlineData("a,b,y\n1,2,0\n3,4.5,1\n")]
    [InlineData("a;b;y\n1;2;0\n3;4,5;1\n")]
    [InlineData("a\tb\ty\n1\t2\t0\n3\t4,5\t1\n")]
    public void Commas_semicolons_tabs_and_decimal_commas_give_the_same_rows(string text)
    {
        Setup setup = OwnData.Read(text);

        setup.Rows.Should().BeEquivalentTo((double[][])[[1, 2, 0], [3, 4.5, 1]], options => options.WithStrictOrdering());
        setup.Inputs.Should().Be(2);
        OwnData.Understood(setup).Should().NotBeEmpty();
    }

    [Fact]
    public void Words_become_classes_and_large_numbers_are_scaled()
    {
        Setup setup = OwnData.Read("height,animal\n170,cat\n180,dog\n190,dog\n160,cat\n");

        setup.OutputActivation.Should().Be("sigmoid");
        setup.Rows.Should().OnlyContain(row => Math.Abs(row[0]) < 3, "heights of 160 to 190 would put every node to sleep");
        OwnData.Understood(setup).Should().Contain("height");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("a,b\n")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a,b\n1,\"2")]
    public void What_is_no_table_is_refused_in_words(string text)
    {
        var protocol = new Protocol();
        double[] before = protocol.Session.Parameters();

        string answer = protocol.Answer(new JsonObject { ["do"] = "bring", ["text"] = text }.ToJsonString());

        answer.Should().Contain("\"message\":");
        protocol.Session.Parameters().Should().Equal(before);
    }

    [Fact]
    public void A_thousand_answers_are_marked_as_the_library_marks_them()
    {
        var random = new RandomGenerator(5);
        QuantityKind[] kinds =
            [QuantityKind.NetInput, QuantityKind.Activation, QuantityKind.Slope, QuantityKind.Delta, QuantityKind.NewWeight, QuantityKind.Loss];
        for (int i = 0; i < 1000; i += 10)
        {
            var protocol = new Protocol();
            protocol.Session.Open(Presets.Of("handout") with { Start = null, Seed = i });
            StepLedger ledger = protocol.Session.Ledger!;
            var marker = new Marker(ledger);
            var answers = new List<(Quantity Quantity, string Text)>();
            for (int k = 0; k < 10; k++)
            {
                QuantityKind kind = kinds[random.NextInt32(kinds.Length)];
                string node = random.NextInt32(2) == 0 ? "y1" : "h" + (1 + random.NextInt32(4));
                var quantity = new Quantity(kind, node, node == "y1" ? "h1" : "x1", kind >= QuantityKind.WeightDownhill ? 0 : 1);
                double right = marker.Check(quantity, "1").Expected;
                double written = random.NextInt32(3) == 0 ? right * random.NextUniform(0.5, 1.5) : right;
                answers.Add((quantity, written.ToString("G" + (3 + random.NextInt32(6)), System.Globalization.CultureInfo.InvariantCulture)));
            }
            IReadOnlyList<Marking> expected = marker.Check(answers);

            string answer = protocol.Answer(JsonSerializer.Serialize(new
            {
                @do = "check",
                answers = answers.Select(a => new { kind = a.Quantity.Kind.ToString(), node = a.Quantity.Node, source = a.Quantity.Source, text = a.Text }),
            }));

            JsonArray marks = JsonNode.Parse(answer)!["marks"]!.AsArray();
            for (int k = 0; k < 10; k++)
            {
                marks[k]!["verdict"]!.GetValue<string>().Should().Be(expected[k].Verdict.ToString());
                marks[k]!["explanation"]!.GetValue<string>().Should().Be(expected[k].Explanation);
                marks[k]!["points"]!.GetValue<double>().Should().Be(expected[k].Points);
            }
        }
    }

    [Theory]
    [InlineData(1, "sheet.html", "key.html")]
    [InlineData(30, "sheets.html", "keys.html")]
    public void A_worksheet_and_its_key_are_made_of_the_moment(int count, string sheet, string key)
    {
        var protocol = new Protocol();

        string answer = protocol.Answer("{\"do\":\"worksheet\",\"name\":\"backward\",\"count\":" + count + "}");

        JsonArray files = JsonNode.Parse(answer)!["files"]!.AsArray();
        string[] names = [.. files.Select(file => file!["name"]!.GetValue<string>())];
        names.Should().Contain(sheet).And.Contain(key);
        string text = files.Single(file => file!["name"]!.GetValue<string>() == sheet)!["text"]!.GetValue<string>();
        text.Should().Contain("δ");
        files.Single(file => file!["name"]!.GetValue<string>() == key)!["text"]!.GetValue<string>().Should().NotBe(text);
    }

    [Fact]
    public void Several_sheets_come_with_the_files_to_fill_in_and_the_key_by_which_the_command_line_marks_them()
    {
        JsonArray files = JsonNode.Parse(new Protocol().Answer("""{"do":"worksheet","name":"backward","count":3}"""))!["files"]!.AsArray();
        byte[] Of(string name) => Convert.FromBase64String(files.Single(file => file!["name"]!.GetValue<string>() == name)!["text"]!.GetValue<string>());
        string folder = Directory.CreateTempSubdirectory("nodenet-sheets-").FullName;
        File.WriteAllBytes(Path.Combine(folder, "key.json"), Of("key.json"));
        using (var zip = new ZipArchive(new MemoryStream(Of("sheets.zip"))))
            zip.ExtractToDirectory(Path.Combine(folder, "sheets"));

        MarkedClass marked = WorksheetSet.LoadKey(Path.Combine(folder, "key.json")).Mark(Path.Combine(folder, "sheets"));

        marked.Unmarked.Should().BeEmpty();
        marked.Pupils.Select(pupil => pupil.File).Should().Equal(
            "sheet-01.csv", "sheet-01.xlsx", "sheet-02.csv", "sheet-02.xlsx", "sheet-03.csv", "sheet-03.xlsx");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_sheet_of_the_moment_has_weights_for_paper_and_is_marked_from_these()
    {
        var protocol = new Protocol();
        protocol.Session.GoTo(40);
        JsonArray files = JsonNode.Parse(protocol.Answer("""{"do":"worksheet","name":"everything"}"""))!["files"]!.AsArray();
        string Of(string name) => files.Single(file => file!["name"]!.GetValue<string>() == name)!["text"]!.GetValue<string>();

        string given = Of("sheet.md").Split("## Given")[1].Split("## Forward")[0];
        given.Split('\n').Where(line => line.Contains("| weight ", StringComparison.Ordinal)).Should().HaveCount(9)
            .And.OnlyContain(line => line.Split('|')[2].Trim().TrimStart('−', '0', '.').Count(char.IsAsciiDigit) <= 4);
        // Of a later moment of the page, the sheet is known by its code.
        protocol.Session.GoTo(44);
        JsonNode sheet = JsonNode.Parse(protocol.Answer(new JsonObject { ["do"] = "sheet", ["text"] = Of("sheet.csv") }.ToJsonString()))!["sheet"]!;
        sheet["fitsKey"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public void Learning_with_a_mistake_has_a_curve_of_its_own()
    {
        var protocol = new Protocol();
        protocol.Answer("""{"do":"mistakes","names":["steps uphill"]}""");

        JsonArray losses = JsonNode.Parse(protocol.Answer("""{"do":"learnWrong","count":50}"""))!["wrongCurve"]!["losses"]!.AsArray();

        losses[^1]!.GetValue<double>().Should().BeGreaterThan(losses[0]!.GetValue<double>());
    }
}
