using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>Names and words that would color a terminal, make it beep or break a line, and names with commas.</summary>
public sealed class HostileNameTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-hostile-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("label")]
    [InlineData("number")]
    public void No_command_prints_what_a_terminal_would_obey(string target)
    {
        string name = "yy\n\u001b[31m\a" + target;
        string table = At("t.csv");
        File.WriteAllText(table, $"\"wid\n\u001b[31m\a,x\",\"wrd\nx\",\"oui\n\u0085non\",\"{name}\"\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"{i * 7 % 11}.5,\"a\n\u001b[{i % 3}\",\"{(i % 2 == 0 ? "yes" : "no")}\",{(target == "label" ? $"\"c\n\a{i % 3}\"" : $"{i * i % 17}.25")}\n")));
        string[] learn = ["--target", name, "--epochs", "2", "--hidden", "3"];
        string[][] commands =
        [
            ["diagnose", table, "--target", name],
            ["train", table, .. learn, "--missing", "frequent", "--test", "0.3", "--out", At("m.json")],
            ["describe", table],
            ["describe", At("m.json")],
            ["describe", At("m.json"), table],
            ["evaluate", At("m.json"), table],
            ["importance", At("m.json"), table, "--repeats", "1"],
            ["explain", At("m.json"), table],
            ["explain", At("m.json"), table, "--why", "output 1"],
            ["explain", At("m.json"), table, "--why", "x1->h1"],
            ["explain", At("m.json"), table, "--why", "y1"],
            ["worksheet", At("m.json"), "--rows", table, "--variants", "2", "--out", At("sheets")],
            ["conformal", At("m.json"), table, "--out", At("c.json")],
            ["describe", At("c.json")],
            ["predict", At("m.json"), At("far.csv"), "--out", At("p.csv")],
            ["search", table, .. learn, "--trials", "2", "--folds", "2", "--out", At("s.json")],
            ["train", table, "--target", "none", "--out", At("n.json")],
            ["evaluate", At("m.json"), At("sheets.csv")],
        ];
        File.WriteAllText(At("far.csv"), File.ReadAllText(table).Split("\n0.5,")[0] + "\n900.5,\"a\n\u001b[1\",yes,0\n");
        File.WriteAllText(At("sheets.csv"), "\"wrd\nx\"\n1\n");

        foreach (string[] command in commands)
        {
            (int code, string output, string error) = Run(command);
            string said = output + error;
            int expected = command.Contains("none") || command.Contains(At("sheets.csv")) ? 1 : command.Contains("output 1") ? 2 : 0;
            code.Should().Be(command[0] == "diagnose" ? code : expected, said);
            said.Where(c => char.IsControl(c) && c is not ('\n' or '\t')).Should().BeEmpty(string.Join(' ', command));
            foreach (string part in (string[])["wid\n", "wrd\n", "oui\n", "yy\n", "a\n\uFFFD", "c\n\uFFFD"])
                said.Should().NotContain(part, "{0} prints names on one line", string.Join(' ', command));
        }
        Run("describe", At("m.json")).Output.Should().Contain("wid\uFFFD\uFFFD[31m\uFFFD,x: number");
    }

    [Fact]
    public void Answers_keep_the_characters_of_their_rows()
    {
        File.WriteAllText(At("t.csv"), "x,\"no\nte\",y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i % 7},\u001b{i % 2},{i % 5}.5\n")));
        Run("train", At("t.csv"), "--target", "y", "--epochs", "1", "--out", At("m.json")).Code.Should().Be(0);

        Run("predict", At("m.json"), At("t.csv")).Output.Should().StartWith("x,\"no\nte\",y,predicted y\n0,\u001b0,0.5,");
    }

    [Theory]
    [InlineData("--target", "the, price")]
    [InlineData("--ignore", "the, price")]
    [InlineData("--inputs", "the, price")]
    [InlineData("--columns", "the, price")]
    [InlineData("--target", "a,b")]
    public void A_name_with_a_comma_that_was_read_as_several_is_told_how_it_is_written(string option, string name)
    {
        File.WriteAllText(At("t.csv"), "x,\"the, price\",\"a,b\",y\n"
            + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i % 7},{i % 5}.5,{i % 8}.25,{i % 6}.75\n")));
        string[] rest = option == "--target" ? [] : ["--target", "x"];

        (int code, _, string error) = Run(["train", At("t.csv"), "--out", At("m.json"), option, name, .. rest]);

        code.Should().Be(1);
        error.Should().EndWith($"{option} is read as 2 names. A name with a comma is written in double quotes: '\"{name}\"'.\n");
        Run(["train", At("t.csv"), "--out", At("m.json"), "--epochs", "1", option, $"\"{name}\"{(option == "--columns" ? ",x" : "")}", .. rest])
            .Code.Should().Be(0);
    }

    [Fact]
    public void A_name_that_is_only_misspelt_is_told_without_commas()
    {
        File.WriteAllText(At("t.csv"), "x,z,y\n1,2,3\n2,3,4\n");

        Run("train", At("t.csv"), "--target", "y", "--inputs", "x,q", "--out", At("m.json")).Error.Should().NotContain("comma");
    }

    private string At(string name) => Path.Combine(_folder, name);
}
