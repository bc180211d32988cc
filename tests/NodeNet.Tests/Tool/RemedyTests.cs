using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>Tables that cannot be read as they are: what the command line says of them is an option of the command line, and with it they are read.</summary>
public sealed class RemedyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-remedy-").FullName;

    public static TheoryData<string, string, string> Tables => new()
    {
        { "price;area\n237,5;22\n101,5;30\n", "set --decimal to ','", "--decimal ," },
        { "price;area\n1.237,50;22\n1.101,50;30\n", "set --group to '.' and --decimal to ','", "--group . --decimal ," },
        { "price,area\n$5,22\n$7,30\n", "name \"$\" in --units", "--units $" },
        { "price,area\n5%,22\n7%,30\n", "name \"%\" in --units", "--units %" },
        { "1,2\n3,4\n", "--header reads it as names", "--header" },
        { "A title\nprice,area\n5,22\n", "If line 1 is a title, --skip-lines passes over it", "--skip-lines 1" },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_in_another_form_names_the_option_that_reads_it(string content, string remedy, string options)
    {
        File.WriteAllText(At("t.csv"), content);

        (int _, string plain, string error) = Run("describe", At("t.csv"));
        (int code, string told, string _) = Run(["describe", At("t.csv"), .. options.Split(' ')]);

        (plain + error).Should().Contain(remedy).And.NotContain("CsvOptions");
        code.Should().Be(0);
        told.Should().NotContain("words").And.NotContain(remedy);
    }

    [Fact]
    public void What_a_recipe_refuses_names_the_option_that_helps()
    {
        IEnumerable<string> colours = Enumerable.Range(0, 30).Select(i => $"{(i % 2 == 0 ? "red" : "blue")},{"ab"[i % 2]}\n");
        File.WriteAllText(At("train.csv"), "colour,y\n" + string.Concat(colours));
        File.WriteAllText(At("new.csv"), "colour\nviolet\n");
        File.WriteAllText(At("id.csv"), "id,x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"u{i},{i % 3},{i % 5}\n")));
        string[] train = ["train", At("train.csv"), "--target", "y", "--epochs", "2"];

        Run([.. train, "--out", At("m.json")]).Code.Should().Be(0);
        Run("predict", At("m.json"), At("new.csv")).Error.Should()
            .Contain("new.csv, line 2, column colour: \"violet\"").And.Contain("train with --unknown zeros");
        Run([.. train, "--out", At("z.json"), "--unknown", "zeros"]).Code.Should().Be(0);
        Run("predict", At("z.json"), At("new.csv")).Code.Should().Be(0);
        Run("train", At("id.csv"), "--target", "y", "--out", At("i.json")).Error.Should()
            .Contain("Leave the column out (--ignore), or say what it is (--kind)");
        Run("describe", At("id.csv"), "--header", "--no-header").Should().Match<(int Code, string Output, string Error)>(
            result => result.Code == 2 && result.Error.StartsWith("--header and --no-header are opposites."));
    }

    private string At(string name) => Path.Combine(_folder, name);
}
