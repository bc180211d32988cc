using System.Globalization;
using System.Text;
using System.Text.Json;
using NodeNet.Recipes;
using NodeNet.Tables;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>A model remembers how its training table was written: what reads a table for it reads it the same way, and says so in a line.</summary>
public sealed class RememberedFormTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-form-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_table_of_the_same_form_needs_no_options_and_the_answers_have_its_form()
    {
        Train(German, "--decimal", ",", "--gaps", "k.A.");

        (int code, string output, string error) = Run("predict", At("m.json"), At("t.csv"));

        (code, error).Should().Be((0, "t.csv is read as the model's training table was: cells divided by ';', decimal separator ',', gaps k.A.\n"));
        string[] lines = output.Split('\n');
        lines[0].Should().Be("größe;farbe;y;predicted y");
        lines[1].Should().MatchRegex(@"^1,5;rot;4;\d,\d+$");
        lines[3].Should().MatchRegex(@"^;rot;8;\d+,\d+$", "k.A. is a gap, and a gap is written as nothing");
        Run("evaluate", At("m.json"), At("t.csv")).Error.Should().StartWith("t.csv is read as");
        Run("explain", At("m.json"), At("t.csv"), "--why", "h1").Error.Should().StartWith("t.csv is read as");
        Run("describe", At("m.json")).Output.Should().Contain("\ntable: cells divided by ';', decimal separator ',', gaps k.A.\n");
    }

    [Fact]
    public void What_the_command_line_says_comes_first()
    {
        Train(German, "--decimal", ",", "--gaps", "k.A.");
        File.WriteAllText(At("new.csv"), "farbe,größe\nrot,1.5\nblau,-\n");

        (int code, string output, string error) = Run("predict", At("m.json"), At("new.csv"), "--decimal", ".", "--gaps", "-");

        (code, error).Should().Be((0, ""), "nothing of the model's form is left that is not usual");
        output.Should().MatchRegex(@"^farbe,größe,predicted y\nrot,1\.5,\d\.\d+\nblau,,\d+\.\d+\n$");
        Run("predict", At("m.json"), At("new.csv"), "--decimal", ".", "--gaps", "-", "--out-delimiter", "tab", "--out-decimal", ",").Output
            .Should().StartWith("farbe\tgröße\tpredicted y\nrot\t1,5\t");
        Run("predict", At("m.json"), At("new.csv"), "--out-decimal", "x").Code.Should().Be(2);
        Run("predict", At("m.json"), At("new.csv"), "--out-delimiter", "a").Code.Should().Be(2);
    }

    [Fact]
    public void Numbers_of_another_form_are_refused_with_the_option_that_reads_them()
    {
        Train(German, "--decimal", ",", "--gaps", "k.A.");
        File.WriteAllText(At("new.csv"), "farbe;größe\nrot;1.5\n");
        File.WriteAllText(At("large.csv"), "farbe;größe\nrot;1.500\n");

        Run("predict", At("m.json"), At("new.csv")).Error.Should()
            .Contain("new.csv, line 2, column größe: \"1.5\" is no number").And.Contain("a number with a decimal point: set --decimal to '.'");
        Run("predict", At("m.json"), At("large.csv")).Error.Should()
            .Contain("\"1.500\" is no number").And.Contain("set --group to '.'", "it is 1500 where the comma stands before decimals, and was read as 1.5");
        Run("predict", At("m.json"), At("large.csv"), "--group", ".").Error.Should().Contain("größe is 1500; the training table had 1.5 to 6.5.");
    }

    /// <summary>No pair of forms, that of the file and that of the command line, gives another number: it is the right one or refused.</summary>
    [Theory]
    [InlineData(".", ",", ',')]
    [InlineData(",", ".", ';')]
    [InlineData(".", ",", ';')]
    [InlineData(",", ".", ',')]
    public void A_mismatch_of_forms_is_never_a_wrong_number(string written, string group, char delimiter)
    {
        double[] numbers = [1.5, 12.0, 0.25, 123.456, 1234.5, 65432.0, 1e6];
        File.WriteAllText(At("t.csv"), "x,y\n" + string.Concat(numbers.Select(x => $"{x.ToString(CultureInfo.InvariantCulture)},1.5\n")) + "3,2.5\n");
        Run("train", At("t.csv"), "--target", "y", "--epochs", "1", "--out", At("m.json")).Code.Should().Be(0);
        string[][] ways = [[], ["--decimal", "."], ["--decimal", ","], ["--decimal", ",", "--delimiter", delimiter.ToString()]];
        int answered = 0;
        foreach (double x in numbers)
        {
            string text = x.ToString(CultureInfo.InvariantCulture).Replace(".", written, StringComparison.Ordinal);
            File.WriteAllText(At("new.csv"), $"a{delimiter}x{delimiter}b\nq{delimiter}{(written[0] == delimiter ? $"\"{text}\"" : text)}{delimiter}r\n");
            foreach (string[] way in ways)
            {
                (int code, string output, string error) = Run(["predict", At("m.json"), At("new.csv"), .. way, "--out-decimal", ".", "--out-delimiter", ";"]);
                if (code != 0)
                {
                    error.Should().Contain("is no number");
                    continue;
                }
                answered++;
                string cell = output.Split('\n')[1].Split(';')[1];
                double.Parse(cell, CultureInfo.InvariantCulture).Should().Be(x, $"{text} was read with {string.Join(' ', way)}, {group} groups nothing");
            }
        }
        answered.Should().BeGreaterThan(2 * numbers.Length - 1);
    }

    [Fact]
    public void Another_encoding_is_named_and_remembered()
    {
        File.WriteAllBytes(At("t.csv"), Encoding.Latin1.GetBytes(German.Replace("k.A.", "2,5", StringComparison.Ordinal)));

        Run("describe", At("t.csv")).Should().Match<(int Code, string Output, string Error)>(result => result.Code == 1 && result.Error.Contains(
            "The bytes are not utf-8: name the file's encoding in --encoding, as windows-1252."));
        Train(null, "--decimal", ",", "--encoding", "windows-1252");
        Model.Load(At("m.json")).Origin!.TableForm!.Encoding.Should().Be("windows-1252");
        Run("predict", At("m.json"), At("t.csv")).Output.Should().StartWith("größe;farbe;");
        Run("describe", At("t.csv"), "--encoding", "latin1").Output.Should().Contain("größe");
        File.WriteAllBytes(At("wide.csv"), Encoding.Unicode.GetBytes(German));
        Run("describe", At("wide.csv"), "--encoding", "utf-16").Output.Should().Contain("größe");
        File.WriteAllText(At("bom.csv"), German, Encoding.Unicode);
        Run("describe", At("bom.csv"), "--encoding", "latin1").Output.Should().Contain("größe", "a byte order mark is believed");
        Run("describe", At("t.csv"), "--encoding", "klingon").Should().Be((
            2, "",
            "--encoding: \"klingon\" is no encoding; the usual ones are utf-8, windows-1252, latin1 and utf-16.\n"
                + "nodenet describe --help lists the options.\n"));
    }

    [Fact]
    public void A_table_is_described_for_a_model()
    {
        Train(German, "--decimal", ",", "--gaps", "k.A.");
        File.WriteAllText(At("new.csv"), "farbe;größe;note\nrot;1,5;a\nrosa;2,5;b\nblau;99,5;c\n");

        string output = Run("describe", At("m.json"), At("new.csv")).Output;
        JsonElement fit = JsonDocument.Parse(Run("describe", At("m.json"), At("new.csv"), "--json").Output).RootElement.GetProperty("model");

        output.Should().Contain("größe   numbers").And.Contain("The model takes 2 of 3 rows; 1 of them lie beyond what its training table had.\n")
            .And.Contain("new.csv, line 3, column farbe: \"rosa\" is none of the categories").And.EndWith("It does not look at note.\n");
        fit.GetProperty("refused").GetInt32().Should().Be(1);
        fit.GetProperty("beyond").GetInt32().Should().Be(1);
        fit.GetProperty("notRead")[0].GetString().Should().Be("note");
        File.WriteAllText(At("less.csv"), "farbe;note\nrot;1\n");
        Run("describe", At("m.json"), At("less.csv")).Output.Should().Contain("The model reads columns that are not there: größe.");
        Run("describe", At("new.csv"), At("less.csv")).Code.Should().Be(2);
        Run("describe").Should().Match<(int Code, string Output, string Error)>(result => result.Code == 2 && result.Error.StartsWith("A model or a table"));
    }

    [Fact]
    public void A_table_is_described_in_members()
    {
        File.WriteAllText(At("t.csv"), "x,word,when,ja\n1,a,2024-03-05,true\n2,a,2024-03-06,false\n6,,2024-03-07,true\n");

        JsonElement columns = JsonDocument.Parse(Run("describe", At("t.csv"), "--json").Output).RootElement.GetProperty("columns");

        columns[0].ToString().ReplaceLineEndings("\n").Should().Be("""
            {
                  "name": "x",
                  "kind": "Number",
                  "missing": 0,
                  "different": 3,
                  "least": 1,
                  "most": 6,
                  "mean": 3,
                  "standardDeviation": 2.160246899469287,
                  "mostFrequent": 1,
                  "mostFrequentCount": 1,
                  "hint": null
                }
            """.ReplaceLineEndings("\n"));
        columns[1].GetProperty("missing").GetInt32().Should().Be(1);
        columns[1].GetProperty("mean").ValueKind.Should().Be(JsonValueKind.Null);
        columns[2].GetProperty("most").GetString().Should().Be("2024-03-07");
        columns[3].GetProperty("most").GetBoolean().Should().BeTrue();
    }

    /// <summary>As in another country: semicolons, decimal commas, words of its own for a gap.</summary>
    private static string German =>
        "größe;farbe;y\n1,5;rot;4\n2,5;blau;6\nk.A.;rot;8\n4,5;blau;9\n5,5;rot;12\n6,5;blau;14\n";

    private void Train(string? content, params string[] options)
    {
        if (content is not null) File.WriteAllText(At("t.csv"), content);
        (int code, _, string error) = Run(["train", At("t.csv"), "--target", "y", "--epochs", "20", "--hidden", "2", "--out", At("m.json"), .. options]);
        code.Should().Be(0, error);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
