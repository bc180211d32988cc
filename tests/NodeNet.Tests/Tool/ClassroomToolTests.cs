using NodeNet.Activations;
using NodeNet.Losses;
using NodeNet.Teaching;
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
        File.Copy(At("monday/keys/sheet-02-key.xlsx"), At("filled/Ada.xlsx"));
        (code, output, error) = Run("mark", At("filled"), "--key", At("monday/key.json"), "--out", At("marks.csv"));
        code.Should().Be(0, error);
        output.Should().Contain("Ada    3       3").And.Contain("saved as ");
        File.ReadAllLines(At("marks.csv")).Should().HaveCount(4).And.Contain(line => line.StartsWith("Ada,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--blank is \"h9\"", "worksheet", "model.json", "--blank", "h9", "--out", "x")]
    [InlineData("Count is 0", "worksheet", "model.json", "--variants", "0", "--out", "x")]
    [InlineData("no key of worksheets", "mark", ".", "--key", "model.json")]
    public void What_cannot_be_is_said(string message, params string[] arguments)
    {
        (int code, _, string error) = Run([.. arguments.Select(each => each is "model.json" or "x" or "." ? At(each) : each)]);

        code.Should().NotBe(0);
        error.Should().Contain(message);
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
