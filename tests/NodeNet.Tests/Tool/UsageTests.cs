using System.Text.Json;
using Microsoft.Data.Sqlite;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>What a new user does wrong: it is told in words, with what would be right, before anything is written.</summary>
public sealed class UsageTests : IDisposable
{
    private const string Rows = "x,c,y\n1.5,a,2\n2.5,b,4\n3.25,a,5\n4.5,b,8\n5.25,a,9\n6.5,b,12\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-usage-").FullName;

    public UsageTests()
    {
        File.WriteAllText(At("t.csv"), Rows);
        Run("train", At("t.csv"), "--target", "y", "--epochs", "2", "--hidden", "2", "--out", At("m.json")).Code.Should().Be(0);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Commands in which files are named by their last part, code, and what is said.</summary>
    public static TheoryData<string, int, string> Wrong => new()
    {
        { "foo", 2, "There is no command \"foo\"; there are train, search, predict, evaluate, threshold, *." },
        { "tarin", 2, "*Is \"train\" meant?" },
        { "predictt", 2, "*Is \"predict\" meant?" },
        { "draw m.json --outt n.svg", 2, "*'--outt'*Is \"--out\" meant?" },
        { "explain m.json t.csv --digits 99", 2, "--digits is 99; it must be from 3 to 16." },
        { "explain m.json t.csv --why foo", 2, "--why \"foo\": No node is called \"foo\". Ask for the δ of a node by its name (h1, h2, y1 or y), for the "
            + "change of a weight by both (\"x1->h1\", \"x2->h1\", \"x3->h1\"), of a bias by b_h1." },
        { "explain m.json t.csv --why x1", 2, "--why \"x1\": x1 is an input*" },
        { "worksheet m.json --out w --digits 1", 2, "--digits is 1; it must be from 3 to 17." },
        { "worksheet m.json --out w --variants 0", 2, "--variants is 0; it must be from 1 to 999." },
        { "predict m.json FOLDER", 2, "* is a folder; a file has to be named." },
        { "predict FOLDER t.csv", 2, "* is a folder; a file has to be named." },
        { "draw FOLDER --out n.svg", 2, "* is a folder; a file has to be named." },
        { "describe FOLDER", 2, "* is a folder; a file has to be named." },
        { "train FOLDER --target y --out n.json", 2, "* is a folder; a file has to be named." },
        { "import FOLDER --out n.json", 2, "* is a folder; a file has to be named." },
        { "describe --sql select --from FOLDER", 2, "* is a folder; a file has to be named." },
        { "train t.csv --target y --out EMPTY", 2, "The name of the file to write is empty." },
        { "train t.csv --target y --out n.json --plot EMPTY", 2, "The name of the file to write is empty." },
        { "predict m.json t.csv --out EMPTY", 2, "The name of the file to write is empty." },
        { "draw m.json --out EMPTY", 2, "The name of the file to write is empty." },
        { "explain m.json t.csv --out EMPTY", 2, "The name of the folder to write into is empty." },
        { "export m.json --to c --out EMPTY", 2, "The name of the folder to write into is empty." },
        { "export m.json --to c --out t.csv", 2, "* is a file; it must be a folder." },
        { "predict EMPTY t.csv", 2, "A file's name is empty." },
        { "describe t.csv --group ,  --decimal ,", 2, "--group is ','; it must be neither the decimal separator nor *" },
        { "describe t.csv --decimal x", 2, "--decimal is 'x'; it must be '.' or ','." },
        { "describe t.csv --delimiter a", 2, "--delimiter is \"a\"; it must be a sign*" },
        { "train t.csv --target yy --out n.json", 1, "*t.csv, column yy: There is no column \"yy\"; there are x, c, y.*" },
        { "describe t.csv --columns q", 1, "*t.csv: There is no column \"q\"; there are x, c, y.*" },
        { "predict m.json less.csv", 1, "*less.csv, column c: There is no column \"c\"; there are x." },
        { "predict m.json other.csv", 1, "*other.csv, line 2, column c: \"bb\" is none of the categories a, b of the training table. Is \"b\" meant?*" },
        { "train id.csv --target y --out n.json", 1, "*column id: Nearly every row has a value of its own, as \"1\": *(--ignore), or say that it is a number "
            + "(--kind id=number)." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void It_is_told_in_words(string command, int expected, string message)
    {
        File.WriteAllText(At("less.csv"), "x\n1\n");
        File.WriteAllText(At("other.csv"), "x,c\n1,bb\n");
        File.WriteAllText(At("id.csv"), "id,y\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"{i},{i * i % 7}\n")));
        string[] before = [.. Directory.EnumerateFileSystemEntries(_folder)];
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        (int code, _, string error) = Run([.. words.Select(word => word switch
        {
            "EMPTY" => "",
            "FOLDER" => _folder,
            _ => word.Contains('.') && !word.StartsWith('-') ? At(word) : word,
        })]);

        error.Split('\n')[0].Should().Match(message);
        code.Should().Be(expected);
        Directory.EnumerateFileSystemEntries(_folder).Should().BeEquivalentTo(before);
    }

    [Theory]
    [InlineData("draw m.json --out m.json")]
    [InlineData("import m.onnx --out m.onnx")]
    [InlineData("export m.json --to onnx --out . --name n")]
    [InlineData("explain step/model.json t.csv --out step")]
    [InlineData("explain m.json step/worksheet.csv --out step")]
    public void No_command_writes_over_what_it_reads_not_even_with_force(string command)
    {
        Run("export", At("m.json"), "--to", "onnx", "--out", _folder).Code.Should().Be(0);
        File.Copy(At("m.json"), At("n.onnx"));
        Directory.CreateDirectory(At("step"));
        File.Copy(At("m.json"), At("step/model.json"));
        File.Copy(At("t.csv"), At("step/worksheet.csv"));
        if (command.StartsWith("export", StringComparison.Ordinal)) command = command.Replace("m.json", "n.onnx", StringComparison.Ordinal);

        (int code, _, string error) = Run([.. command.Split(' ').Select(word => word == "." ? _folder : word.Contains('.') || word == "step" ? At(word) : word),
            "--force"]);

        (code, error).Should().Match<(int Code, string Error)>(result => result.Code == 2 && result.Error.Contains("is read by this command"));
        File.ReadAllText(At("t.csv")).Should().Be(Rows);
    }

    [Fact]
    public void All_files_of_explain_are_known_to_the_guard()
    {
        Run("explain", At("t.csv"), "--target", "y", "--epochs", "2", "--out", At("step")).Code.Should().Be(0);

        string[] files = [.. Directory.EnumerateFiles(At("step")).Select(file => Path.GetFileName(file)!)];
        files.Should().HaveCount(10);
        foreach (string file in files)
        {
            string source = Path.Combine(At("step"), file);
            File.Copy(At(file.EndsWith(".json", StringComparison.Ordinal) ? "m.json" : "t.csv"), source, overwrite: true);
            string[] command = file.EndsWith(".json", StringComparison.Ordinal)
                ? ["explain", source, At("t.csv")]
                : ["explain", At("m.json"), source];
            Run([.. command, "--out", At("step"), "--force"]).Error.Should().Contain($"{source} is read by this command");
        }
    }

    [Fact]
    public void Options_for_texts_are_refused_where_the_rows_are_no_text()
    {
        using (var connection = new SqliteConnection($"Data Source={At("d.db")};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "create table t(a text); insert into t values('NA'), ('b');";
            command.ExecuteNonQuery();
        }

        Run("describe", "--sql", "select a from t", "--from", At("d.db"), "--gaps", "NA").Should().Match<(int Code, string Output, string Error)>(
            result => result.Code == 2 && result.Error.StartsWith("--gaps says nothing of the rows of --sql, which are no text; the query can say it, as "));
        Run("describe", "--sql", "select nullif(a, 'NA') as a from t", "--from", At("d.db"), "--json").Output.Should().Contain("\"missing\": 1");
    }

    [Fact]
    public void Very_few_rows_are_told()
    {
        (_, string output, _) = Run("train", At("t.csv"), "--target", "y", "--epochs", "2", "--out", At("few.json"));
        string json = Run("train", At("t.csv"), "--target", "c", "--epochs", "2", "--out", At("few.json"), "--force", "--json").Output;

        output.Should().Contain("\n6 rows for 2 columns are very few: with fewer than 10 rows for each column a model may learn them by heart.");
        JsonElement notes = JsonDocument.Parse(json).RootElement.GetProperty("notes");
        notes.GetArrayLength().Should().Be(2);
        notes[1].GetString().Should().Be("Fewer than 10 rows are of the classes a (3), b (3): too few to learn what they have in common.");
        File.WriteAllText(At("many.csv"), "x,c\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i * i % 17}.5,{"ab"[i % 2]}\n")));
        Run("train", At("many.csv"), "--target", "c", "--epochs", "2", "--out", At("many.json"), "--json").Output.Should().Contain("\"notes\": []");
    }

    [Theory]
    [InlineData("1e300,-1e300", 0.0, 1e300)]
    [InlineData("1e-200,3e-200", 2e-200, 1e-200)]
    [InlineData("1.7976931348623157e308,-1.7976931348623157e308", 0.0, 1.7976931348623157e308)]
    [InlineData("0,0", 0.0, 0.0)]
    [InlineData("5e-324,5e-324", 5e-324, 0.0)]
    [InlineData("2,4", 3.0, 1.0)]
    public void Mean_and_standard_deviation_of_any_size_are_right(string numbers, double mean, double deviation)
    {
        File.WriteAllText(At("big.csv"), "x\n" + numbers.Replace(',', '\n') + "\n");

        JsonElement column = JsonDocument.Parse(Run("describe", At("big.csv"), "--header", "--json").Output).RootElement.GetProperty("columns")[0];

        column.GetProperty("mean").GetDouble().Should().Be(mean);
        column.GetProperty("standardDeviation").GetDouble().Should().BeApproximately(deviation, 1e-15 * deviation);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
