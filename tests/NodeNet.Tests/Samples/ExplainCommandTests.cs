using System.Text.RegularExpressions;
using NodeNet.Samples.Explaining;
using NodeNet.Samples.Output;

namespace NodeNet.Tests.Samples;

/// <summary>A teacher's own table: the step on one of its rows, the files to hand out and to show, and the marks.</summary>
public sealed class ExplainCommandTests : IDisposable
{
    private const string Plants = """
        water_l,sun_h,species,height_cm
        0.5,4,fern,20
        1.0,6,fern,31
        0.3,9,cactus,12
        1.5,5,fern,42
        0.2,10,cactus,9
        """;

    private readonly StringWriter _paper = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("explain").FullName;

    public ExplainCommandTests() => File.WriteAllText(Table, Plants);

    private string Table => Path.Combine(_folder, "plants.csv");

    private string Out => Path.Combine(_folder, "out");

    public void Dispose()
    {
        _paper.Dispose();
        _output.Dispose();
        _error.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_row_becomes_a_ledger_a_replay_a_worksheet_with_key_and_a_picture()
    {
        Run(Table, "--inputs", "water_l,sun_h", "--targets", "species", "--hidden", "2", "--row", "3", "--folder", Out).Should().Be(0, $"{_error}");

        string printed = _paper.ToString();
        printed.Should().MatchRegex(@"x1 +water_l +0\.3").And.MatchRegex(@"x2 +sun_h +9\.0").And.MatchRegex(@"y1 +species = fern +0");
        printed.Should().MatchRegex(@"z_h1 = 0 \+ \S+ · 0\.3 \+ \S+ · 9 = ").And.Contain("δ_y1 = 2 · (0 − ").And.Contain("w⁺_h2→y1 = ");
        Directory.GetFiles(Out).Select(Path.GetFileName).Should().BeEquivalentTo(
            "network.svg", "step.html", "worksheet.md", "worksheet.csv", "worksheet.xlsx", "worksheet-key.md", "worksheet-key.csv", "worksheet-key.xlsx",
            "network.json");
        _error.ToString().Should().Contain($"9 files are in the folder {Out}.");
    }

    [Fact]
    public void The_network_is_the_one_that_is_asked_for_with_weights_of_two_decimals()
    {
        Run(Table, "--inputs", "water_l", "--targets", "height_cm", "--hidden", "4,2", "--activation", "leaky_relu(0.2)", "--output", "identity",
            "--loss", "half_sse", "--rate", "0.001", "--seed", "7", "--folder", Out).Should().Be(0, $"{_error}");

        Network network = Network.Load(Path.Combine(Out, "network.json"));
        network.ToString().Should().StartWith("1-4-2-1 network: leaky_relu(0.2); leaky_relu(0.2); identity");
        network.Connections.Should().OnlyContain(c => Math.Abs(c.Weight * 100 - Math.Round(c.Weight * 100)) < 1e-9);
        _paper.ToString().Should().Contain("loss half_sse: L = ½").And.Contain("α = 0.001");
    }

    [Fact]
    public void Weights_that_were_changed_in_the_file_are_the_ones_of_the_next_step()
    {
        Run(Table, "--inputs", "water_l", "--targets", "species", "--hidden", "0", "--folder", Out).Should().Be(0, $"{_error}");
        string file = Path.Combine(Out, "network.json");
        Network network = Network.Load(file);
        network.Connection("x1", "y1").Weight = 0.25;
        network.Save(file);

        Run(Table, "--inputs", "water_l", "--targets", "species", "--network", file, "--folder", Out).Should().Be(0, $"{_error}");

        _paper.ToString().Should().Contain("z_y1 = 0 + 0.25 · 0.5 = 0.125"); // the first row has 0.5 l
    }

    [Fact]
    public void Learning_from_all_rows_adds_a_replay_of_the_run_and_the_learned_network()
    {
        Run(Table, "--inputs", "water_l,sun_h", "--targets", "species", "--hidden", "2", "--scale", "--epochs", "20", "--folder", Out)
            .Should()
            .Be(0, $"{_error}");

        File.ReadAllText(Path.Combine(Out, "run.html")).Should().StartWith("<!doctype html>");
        Network before = Network.Load(Path.Combine(Out, "network.json"));
        Network after = Network.Load(Path.Combine(Out, "network-trained.json"));
        after.Connection("x1", "h1").Weight.Should().NotBe(before.Connection("x1", "h1").Weight);
    }

    [Fact]
    public void A_filled_worksheet_is_marked()
    {
        string[] question = [Table, "--inputs", "water_l", "--targets", "species", "--hidden", "0", "--folder", Out];
        Run(question).Should().Be(0, $"{_error}");
        // A learner who writes 0.5 everywhere; the slope of a sigmoid is never that large.
        string filled = Regex.Replace(File.ReadAllText(Path.Combine(Out, "worksheet.csv")), @"(?m)^(\d+,[^,\r\n]*,[^,\r\n]*),", "$1,0.5");
        filled.Should().Contain("0.5");
        File.WriteAllText(Path.Combine(_folder, "filled.csv"), filled);

        Run([.. question, "--answers", Path.Combine(_folder, "filled.csv")]).Should().Be(0, $"{_error}");

        _paper.ToString().Should().Contain("slope of y1 = 0.5: Not right").And.MatchRegex(@"\d of 3 points");
    }

    [Fact]
    public void The_handouts_numbers_are_explained_from_the_files_of_the_lesson()
    {
        string command = Regex.Match(LessonOutputs.Of("ledger"), @"explain ledger-handout\.csv[^→]*$").Value;
        string[] arguments = [.. command.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(argument => argument.StartsWith("ledger-", StringComparison.Ordinal) ? Path.Combine(LessonOutputs.Folder, argument) : argument)];
        arguments.Should().HaveCount(9);

        Run([.. arguments, "--folder", Out, "--digits", "7"]).Should().Be(0, $"{_error}");

        _paper.ToString().Should().Contain("a_h1 = sigmoid(2.6) = 0.9308616").And.Contain("w⁺_h1→y1 = 0.8 + 0.001787254 = 0.8017873");
    }

    [Theory]
    [InlineData("h1", "the net input of h1 should")]
    [InlineData("water_l,h1", "the weight w_x1→h1")]
    public void A_student_can_ask_why(string what, string answer)
    {
        Run(Table, "--inputs", "water_l,sun_h", "--targets", "species", "--why", what, "--folder", Out).Should().Be(0, $"{_error}");

        _paper.ToString().TrimStart().Should().StartWith(answer);
        Directory.Exists(Out).Should().BeFalse("an answer makes no files");
    }

    [Theory]
    [InlineData("No node is called \"h9\"", "--inputs", "sun_h", "--targets", "species", "--why", "h9")]
    [InlineData("--why takes one node", "--inputs", "sun_h", "--targets", "species", "--why", "a,b,c")]
    [InlineData("There is no column \"rain\"; there are water_l, sun_h, species, height_cm.", "--inputs", "rain", "--targets", "species")]
    [InlineData("There is no row 6; plants.csv has rows 1 to 5", "--inputs", "sun_h", "--targets", "species", "--row", "6")]
    [InlineData("There is no row 0", "--inputs", "sun_h", "--targets", "species", "--row", "0")]
    [
        InlineData(
            "No activation function is called \"swish\"; there are identity, sigmoid", "--inputs", "sun_h", "--targets", "species", "--activation", "swish")]
    [InlineData("No loss is called \"wrong\"", "--inputs", "sun_h", "--targets", "species", "--loss", "wrong")]
    [InlineData("--hidden is \"many\"", "--inputs", "sun_h", "--targets", "species", "--hidden", "many")]
    [InlineData("--rate is \"0,1\"; it must be a number with a decimal point", "--inputs", "sun_h", "--targets", "species", "--rate", "0,1")]
    [InlineData("--epochs must be 0 or above", "--inputs", "sun_h", "--targets", "species", "--epochs", "-1")]
    [InlineData("--targets", "--inputs", "sun_h")]
    [InlineData("--colour", "--inputs", "sun_h", "--targets", "species", "--colour", "red")]
    public void What_is_wrong_is_said_in_a_line_and_nothing_is_saved(string complaint, params string[] options)
    {
        Run([Table, .. options, "--folder", Out]).Should().Be(2);

        _error.ToString().Should().Contain(complaint).And.Contain("explain --help").And.NotContain("   at ").And.NotContain("(Parameter");
        Directory.Exists(Out).Should().BeFalse();
    }

    [Fact]
    public void A_table_that_is_not_there_or_damaged_is_named()
    {
        Run(Path.Combine(_folder, "none.csv"), "--inputs", "a", "--targets", "b").Should().Be(2);
        _error.ToString().Should().Contain("none.csv");

        File.WriteAllText(Table, Plants.Replace("0.3,9", "0.3,nine", StringComparison.Ordinal));
        Run(Table, "--inputs", "sun_h", "--targets", "species", "--folder", Out).Should().Be(2);
        _error.ToString().Should().Contain("line 4").And.Contain("sun_h");
    }

    [Fact]
    public void A_network_that_does_not_fit_the_columns_is_refused()
    {
        string file = Path.Combine(_folder, "small.json");
        new NetworkBuilder(inputs: 1).AddLayer(1, new NodeNet.Activations.Sigmoid()).Build(seed: 1).Save(file);

        Run(Table, "--inputs", "water_l,sun_h", "--targets", "species", "--network", file, "--folder", Out).Should().Be(2);

        _error.ToString().Should().Contain("has 1 input and 1 output; the columns make 2 and 1");
    }

    [Fact]
    public void The_help_names_every_option()
    {
        Run("--help").Should().Be(0);
        _output.ToString()
            .Should()
            .Contain("explain <file> [options]").And.Contain("--answers").And.Contain("leaky_relu").And.Contain("softmax").And.Contain("binary_cross_entropy");
    }

    private int Run(params string[] args) => new ExplainCommand(new PlainOutput(_paper), _output, _error).Run(args);
}
