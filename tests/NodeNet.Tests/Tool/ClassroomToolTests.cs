using NodeNet.Activations;
using NodeNet.Losses;
using NodeNet.Teaching;
using NodeNet.Tests.Teaching;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>The command line of a teacher: sheets for a class, their marks, questions in any spelling, two rates.</summary>
public sealed class ClassroomToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-teacher-").FullName;

    public ClassroomToolTests()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new Sigmoid()).AddLayer(1, new Sigmoid()).Build(seed: 1);
        new Model(network) { Loss = new SumOfSquaredErrors() }.Save(At("model.json"));
        File.WriteAllText(At("exam.csv"), "hours,slept,passed\n1.5,8,no\n3,7,yes\n4,4,yes\n0.5,6,no\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    [Fact]
    public void A_class_gets_sheets_and_their_folder_is_marked()
    {
        (int code, string output, string error) = Run(
            "worksheet", At("model.json"), "--variants", "3", "--blank", "deltas", "--digits", "5", "--rate", "0.5",
            "--inputs", "1,2", "--title", "Monday", "--out", At("monday"));

        code.Should().Be(0, error);
        output.Should().StartWith("3 worksheets: Monday, saved in the folder ");
        Directory.EnumerateFiles(At("monday")).Select(Path.GetFileName).Order(StringComparer.Ordinal).Should().Equal(
            "key.json", "sheet-01.csv", "sheet-01.xlsx", "sheet-02.csv", "sheet-02.xlsx", "sheet-03.csv", "sheet-03.xlsx", "sheets.html");
        File.ReadAllText(At("monday/sheet-02.csv")).Should().Contain("learning rate α,,0.5").And.Contain("input x2,,2\r\n");

        Directory.CreateDirectory(At("filled"));
        File.WriteAllText(At("filled/Ada.csv"), FilledFiles.Right(WorksheetSet.LoadKey(At("monday/key.json")).Sheets[1]));
        (code, output, error) = Run("mark", At("filled"), "--key", At("monday/key.json"), "--out", At("marks.csv"));
        code.Should().Be(0, error);
        output.Should().Contain("Ada    3       3").And.Contain("saved as ");
        error.Should().BeEmpty();
        File.ReadAllLines(At("marks.csv")).Should().HaveCount(4).And.Contain(line => line.StartsWith("Ada,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--blank is \"h99\"; this network has no such node; it has h1, h2, y1.", "worksheet", "model.json", "--blank", "h99", "--out", "x")]
    [InlineData("--blank is \"x1\"; that is an input, of which nothing is computed. Name a node that computes: h1, h2, y1.",
        "worksheet", "model.json", "--blank", "x1", "--out", "x")]
    [InlineData("--blank is \"delta\"; it must be everything, forward, backward, deltas, update, or a node (h1, h2, y1). Is \"deltas\" meant?", "worksheet",
        "model.json", "--blank", "delta", "--out", "x")]
    [InlineData("--variants is 0; it must be from 1 to 999.", "worksheet", "model.json", "--variants", "0", "--out", "x")]
    [InlineData("--variants is 1000; it must be from 1 to 999.", "worksheet", "model.json", "--variants", "1000", "--out", "x")]
    [InlineData("--inputs has 3 numbers; the network has 2 inputs.", "worksheet", "model.json", "--inputs", "1,2,3", "--out", "x")]
    [InlineData("--targets has 2 numbers; the network has 1 output.", "worksheet", "model.json", "--targets", "1,2", "--out", "x")]
    [InlineData("--inputs gives every sheet the same inputs, and --rows those of a table's rows; name one of them.",
        "worksheet", "model.json", "--inputs", "1,2", "--rows", "exam.csv", "--out", "x")]
    [InlineData("exam.csv is a table and no model. Train one first: nodenet train ", "worksheet", "exam.csv", "--out", "x")]
    [InlineData("notes.json is no model of NodeNet. A model is a file that nodenet train or nodenet import wrote.", "worksheet", "notes.json", "--out", "x")]
    [InlineData("model.json is a model, and no key of worksheets. The key is the file key.json in the folder into which the worksheets were written.", "mark",
        ".", "--key", "model.json")]
    [InlineData("exam.csv is no key of worksheets. The key is the file key.json in the folder", "mark", ".", "--key", "exam.csv")]
    public void What_cannot_be_is_said_in_a_teachers_words(string message, params string[] arguments)
    {
        File.WriteAllText(At("notes.json"), "{ \"a\": 1 }");

        (int code, _, string error) = Run([.. arguments.Select(each => each is "x" or "." || each.Contains('.') ? At(each) : each)]);

        code.Should().NotBe(0);
        error.Should().Contain(message).And.NotContain("Parameter").And.NotContain("Actual value").And.NotContain("$");
        Directory.Exists(At("x")).Should().BeFalse();
    }

    [Fact]
    public void A_key_that_was_changed_and_a_worksheet_key_as_a_model_are_told_without_the_files_inner_names()
    {
        Run("worksheet", At("model.json"), "--variants", "2", "--out", At("monday")).Code.Should().Be(0);
        Run("worksheet", At("monday/key.json"), "--out", At("x")).Error.Should().Be(
            $"{At("monday/key.json")} is the key of worksheets and no model. A model is a file that nodenet train or nodenet import wrote.\n");

        string key = File.ReadAllText(At("monday/key.json"));
        foreach (string changed in new[]
        {
            key.Replace("\"digits\": 7", "\"digits\": 400", StringComparison.Ordinal), key.Replace("\"learningRate\"", "\"rate\"", StringComparison.Ordinal),
            key.Replace("\"version\": 1", "\"version\": \"one\"", StringComparison.Ordinal),
        })
        {
            changed.Should().NotBe(key);
            File.WriteAllText(At("monday/key.json"), changed);
            Run("mark", At("monday"), "--key", At("monday/key.json")).Error.Should().Be(
                $"{At("monday/key.json")} is a key of worksheets, but damaged, or it was changed. Take it as it was written, or a copy.\n");
        }
    }

    [Fact]
    public void Without_a_seed_the_sheets_are_new_ones_and_the_printed_seed_makes_them_again()
    {
        string[] Codes(string folder) => [.. WorksheetSet.LoadKey(At(folder + "/key.json")).Sheets.Select(sheet => sheet.Code)];
        string output = Run("worksheet", At("model.json"), "--variants", "3", "--out", At("monday")).Output;
        Run("worksheet", At("model.json"), "--variants", "3", "--out", At("tuesday")).Code.Should().Be(0);
        string seed = System.Text.RegularExpressions.Regex.Match(output, @"Seed (\d+): --seed \1 makes the same sheets again\.").Groups[1].Value;
        Run("worksheet", At("model.json"), "--variants", "3", "--seed", seed, "--out", At("again")).Code.Should().Be(0);

        Codes("again").Should().Equal(Codes("monday")).And.NotEqual(Codes("tuesday"));
    }

    [Fact]
    public void The_length_of_the_sheets_is_said_and_what_is_too_long_for_a_lesson_is_refused()
    {
        Network wide = new NetworkBuilder(inputs: 8).AddLayer(32, new Sigmoid()).AddLayer(3, new Sigmoid()).Build(seed: 1);
        new Model(wide) { Loss = new SumOfSquaredErrors() }.Save(At("wide.json"));

        (int code, string output, string error) = Run("worksheet", At("model.json"), "--variants", "1", "--blank", "deltas", "--out", At("monday"));
        code.Should().Be(0, error);
        int lines = File.ReadAllLines(At("monday/sheet-01.csv")).Length;
        output.Should().Contain($"\nEach sheet asks 3 numbers, has {lines} lines, and prints on about 1 page.\n");

        (code, _, error) = Run("worksheet", At("wide.json"), "--out", At("x"));
        code.Should().Be(2);
        error.Should()
            .MatchRegex(@"^Each sheet asks 105 numbers, has \d{3} lines, and prints on about \d+ pages; more than 4 pages are too long for a lesson\. ")
            .And.Contain("a smaller network: this one has 8 inputs and 32 hidden nodes, and nodenet train --hidden 3 makes one with three. --long makes");
        Directory.Exists(At("x")).Should().BeFalse();
        Run("worksheet", At("wide.json"), "--variants", "1", "--long", "--out", At("x")).Code.Should().Be(0);
    }

    [Fact]
    public void Sheets_are_about_rows_of_a_table_that_is_named()
    {
        Run("train", At("exam.csv"), "--target", "passed", "--hidden", "2", "--epochs", "2", "--out", At("exam.json")).Code.Should().Be(0);

        (int code, _, string error) = Run("worksheet", At("exam.json"), "--rows", At("exam.csv"), "--variants", "4", "--out", At("monday"));

        code.Should().Be(0, error);
        Directory.EnumerateFiles(At("monday"), "*.csv").Select(File.ReadAllText).Select(text => text.Split("The row: ")[1].Split(". Its")[0]).Should()
            .BeEquivalentTo("hours = 1.5, slept = 8", "hours = 3, slept = 7", "hours = 4, slept = 4", "hours = 0.5, slept = 6");
    }

    [Fact]
    public void A_single_sheet_is_marked_and_a_folder_without_any_is_a_fault()
    {
        Run("worksheet", At("model.json"), "--variants", "2", "--blank", "deltas", "--out", At("monday")).Code.Should().Be(0);
        File.WriteAllText(At("Ada.csv"), FilledFiles.Right(WorksheetSet.LoadKey(At("monday/key.json")).Sheets[1]));

        (int code, string output, string error) = Run("mark", At("Ada.csv"), "--key", At("monday/key.json"));
        (code, error).Should().Be((0, ""));
        output.Should().Contain("Ada    3       3");

        Directory.CreateDirectory(At("empty"));
        Run("mark", At("empty"), "--key", At("monday/key.json"), "--out", At("marks.csv")).Should().Be(
            (1, "", $"There is no filled sheet (.csv or .xlsx) in {At("empty")}.\nNo sheet was marked.\n"));
        File.Exists(At("marks.csv")).Should().BeFalse();
        Run("mark", At("nowhere"), "--key", At("monday/key.json")).Should().Be((1, "", $"There is no folder or file {At("nowhere")}.\n"));
        File.Copy(At("monday/keys/sheet-01-key.xlsx"), At("empty/Bob.xlsx"));
        Run("mark", At("empty"), "--key", At("monday/key.json"), "--out", At("marks.csv")).Error.Should().Be(
            "Bob.xlsx was not marked: it is the key, with the answers, and not a sheet that was filled in.\nNo sheet was marked.\n");
        File.ReadAllText(At("marks.csv")).Should().Contain("Bob,Bob.xlsx,,,,,not marked");
    }

    [Fact]
    public void A_step_and_a_sheet_take_the_models_own_rate_unless_another_is_given_and_the_help_says_so()
    {
        Run("train", At("exam.csv"), "--target", "passed", "--hidden", "2", "--epochs", "2", "--rate", "0.25", "--out", At("exam.json")).Code.Should().Be(0);

        Run("explain", At("exam.json"), At("exam.csv")).Output.Should().Contain("α = 0.25");
        Run("explain", At("exam.json"), At("exam.csv"), "--rate", "0.5").Output.Should().Contain("α = 0.5");
        Run("worksheet", At("exam.json"), "--variants", "1", "--out", At("own")).Code.Should().Be(0);
        File.ReadAllText(At("own/sheet-01.csv")).Should().Contain("learning rate α,,0.25\r\n");
        Run("worksheet", At("model.json"), "--variants", "1", "--out", At("none")).Code.Should().Be(0);
        File.ReadAllText(At("none/sheet-01.csv")).Should().Contain("learning rate α,,0.1\r\n");
        foreach (string command in (string[])["explain", "worksheet"])
            Run(command, "--help").Output.ReplaceLineEndings(" ").Should().MatchRegex("Default: the model's own; without one 0\\.1");
    }

    [Fact]
    public void The_sheet_of_an_explained_step_has_weights_for_paper_and_is_marked_from_these()
    {
        File.WriteAllText(At("tens.csv"), "a,b,y\n10,200,1.5\n33,410,2.5\n57,120,4.25\n");
        Run("train", At("tens.csv"), "--target", "y", "--hidden", "2", "--activation", "tanh", "--epochs", "3", "--out", At("tens.json")).Code.Should().Be(0);
        string[] step = ["explain", At("tens.json"), At("tens.csv"), "--row", "2", "--blank", "everything"];
        Run([.. step, "--out", At("step")]).Code.Should().Be(0);

        string sheet = File.ReadAllText(At("step/worksheet.md"));
        sheet.Should().Contain("The given numbers are rounded to 4 significant digits; everything else is computed from these.");
        string[] given = [.. sheet.Split("## Given")[1].Split("## Forward")[0].Split('\n').Where(line => line.StartsWith("| weight ", StringComparison.Ordinal)
            || line.StartsWith("| input ", StringComparison.Ordinal))];
        given.Should().HaveCount(8).And.OnlyContain(line => line.Split('|')[2].Trim().TrimStart('−', '0', '.').Count(char.IsAsciiDigit) <= 4);
        string filled = string.Join("\r\n", File.ReadAllText(At("step/worksheet.csv")).Split("\r\n").Select(line =>
            line.Length > 0 && char.IsAsciiDigit(line[0]) ? line + "0" : line));
        File.WriteAllText(At("filled.csv"), filled);
        Run([.. step, "--answers", At("filled.csv")]).Output.Should().NotContain("not worth anything", "the code is that of the rounded step");
    }

    [Fact]
    public void A_cut_answer_is_not_taken_for_a_mistake()
    {
        File.WriteAllText(At("line.csv"), "x,y\n1,2\n2,3\n3,5\n");
        string[] step = ["explain", At("line.csv"), "--target", "y", "--hidden", "1", "--activation", "identity", "--blank", "forward"];
        Run([.. step, "--out", At("step")]).Code.Should().Be(0);
        string[] lines = File.ReadAllText(At("step/worksheet-key.md")).Split('\n');
        string[] Right() => [.. lines.Where(line => line.StartsWith("| (", StringComparison.Ordinal)).Select(line => line.Split('|')[^2].Trim())];
        Right().Should().HaveCountGreaterThan(3);
        for (int length = 1; length < 12; length++)
        {
            int next = 0;
            string[] cut = [.. Right().Select(number => number[..Math.Min(number.Length, length)])];
            File.WriteAllText(At("filled.csv"), string.Join("\r\n", File.ReadAllText(At("step/worksheet.csv")).Split("\r\n")
                .Select(line => line.Length > 0 && char.IsAsciiDigit(line[0]) ? line + cut[next++] : line)));

            string output = Run([.. step, "--answers", At("filled.csv")]).Output;

            output.Should().NotContain("comes out like this").And.NotContain("Not right, and");
        }
    }

    // C9
    [Theory]
    [InlineData("hours->h1", "the weight w_x1→h1")]
    [InlineData("x1,h1", "the weight w_x1→h1")]
    [InlineData("b_h1", "the bias b_h1")]
    [InlineData("h1", "the net input of h1")]
    public void Why_takes_every_spelling(string why, string answer)
    {
        (int code, string output, string error) = Run("explain", At("exam.csv"), "--target", "passed", "--hidden", "2", "--why", why);

        code.Should().Be(0, error);
        output.Should().StartWith(answer);
    }

    // C24
    [Fact]
    public void Explain_takes_blanks_digits_and_two_rates()
    {
        (int code, _, string error) = Run(
            "explain", At("exam.csv"), "--target", "passed", "--hidden", "2", "--rate", "0.1", "--compare-rate", "0.5", "--blank", "forward", "--digits", "5",
            "--epochs", "3", "--out", At("step"));

        code.Should().Be(0, error);
        File.ReadAllText(At("step/worksheet.md")).Should().Contain("| (1) | net input of h1 |").And.NotContain("## Update");
        File.ReadAllText(At("step/step.html")).Should().Contain("α = 0.1 / α = 0.5");
        File.ReadAllText(At("step/run.html")).Should().Contain("α = 0.1 / α = 0.5");
        Run("explain", At("exam.csv"), "--target", "passed", "--compare-rate", "0.5").Error.Should().Contain("--out says where to");
    }
}
