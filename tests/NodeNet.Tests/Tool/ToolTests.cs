using System.Text.Json;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;
using NodeNet.Tests.Readme;
using NodeNet.Tests.Samples;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>The command line: what it prints, writes and ends with.</summary>
public sealed partial class ToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-tool-").FullName;

    private static string Penguins => Path.Combine(ReadmeProgram.RepositoryRoot(), "src", "NodeNet.Datasets", "Resources", "penguins.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_table_becomes_a_model_that_answers_and_is_measured()
    {
        (int code, string output, string error) = Run(
            "train", Penguins, "--target", "species", "--out", At("p.json"), "--test", "0.25", "--plot", At("loss.svg"));

        code.Should().Be(0, error);
        output
            .Should()
            .Contain("species: one of Adelie, Chinstrap, Gentoo").And.Contain("on the rows held out for the test:\naccuracy 9").And.Contain("saved as ");
        error.Should().StartWith("epoch 1: ");
        File.ReadAllText(At("loss.svg")).Should().StartWith("<svg");

        Run("predict", At("p.json"), Penguins, "--out", At("a.csv")).Code.Should().Be(0);
        string[] answers = File.ReadAllLines(At("a.csv"));
        answers.Should().HaveCount(345);
        answers[0].Should().EndWith("year,predicted species,score of Adelie,score of Chinstrap,score of Gentoo");
        answers[1].Should().StartWith("Adelie,Torgersen,39.1,").And.Contain(",2007,Adelie,0.");

        Run("evaluate", At("p.json"), Penguins).Output.Should().StartWith("accuracy 9").And.Contain("actual \\ predicted")
            .And.Contain("Matthews' correlation 0.9").And.Contain("Adelie: ROC area 0.9");
        JsonElement judged = JsonDocument.Parse(Run("evaluate", At("p.json"), Penguins, "--json").Output).RootElement;
        judged.GetProperty("logLoss").GetDouble().Should().BeInRange(0, 0.3);
        judged.GetProperty("classes")[1].GetProperty("rocArea").GetDouble().Should().BeInRange(0.9, 1);
        Run("describe", At("p.json")).Output.Should().Contain("bill_length_mm: number, ").And.Contain("trained with NodeNet 0.1.0 on penguins.csv, 258 rows; ");
        Run("draw", At("p.json"), "--out", At("n.svg")).Code.Should().Be(0);
        File.ReadAllText(At("n.svg")).Should().StartWith("<svg");
    }

    [Fact]
    public void The_same_command_writes_the_same_file()
    {
        string[] command = ["train", Penguins, "--target", "species", "--epochs", "3", "--seed", "4", "--out"];
        Run([.. command, At("1.json")]);
        Run([.. command, At("2.json")]);

        File.ReadAllText(At("2.json")).Should().Be(File.ReadAllText(At("1.json")));
    }

    [Fact]
    public void Json_is_one_object_on_standard_output()
    {
        (int code, string output, string error) = Run(
            "train", Penguins, "--target", "body_mass_g", "--drop-missing-targets", "--out", At("m.json"), "--epochs", "30", "--test", "0.2", "--json");

        code.Should().Be(0, error);
        JsonElement trained = JsonDocument.Parse(output).RootElement;
        trained.GetProperty("test").GetProperty("targets")[0].GetProperty("r2").GetDouble().Should().BeGreaterThan(0.7);
        error.Should().BeEmpty();
        JsonElement answers = JsonDocument.Parse(Run("predict", At("m.json"), Penguins, "--json").Output).RootElement;
        answers.GetProperty("rows")[0].GetProperty("predicted body_mass_g").GetDouble().Should().BeInRange(3000, 4500);
        JsonDocument.Parse(Run("evaluate", At("m.json"), Penguins, "--json").Output).RootElement.GetProperty("rows").GetInt32().Should().Be(342);
        JsonDocument.Parse(Run("describe", At("m.json"), "--json").Output).RootElement.GetProperty("columns").GetArrayLength().Should().Be(7);
        JsonDocument.Parse(Run("describe", Penguins, "--json").Output).RootElement.GetProperty("columns").GetArrayLength().Should().Be(8);
        JsonDocument.Parse(Run("diagnose", Penguins, "--target", "species", "--json").Output).RootElement.GetProperty("healthy").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public void Another_countrys_numbers_are_read_when_told_and_otherwise_refused_with_the_option()
    {
        File.WriteAllText(At("de.csv"), "größe;y\n" + string.Join('\n', Enumerable.Range(1, 30).Select(i => $"{i},5;{(i % 2 == 0 ? "ja" : "nein")}")));

        (int code, _, string error) = Run("train", At("de.csv"), "--target", "y", "--out", At("m.json"));

        code.Should().Be(1);
        error.Should().Contain("größe").And.Contain("set --decimal to ','");
        Run("train", At("de.csv"), "--target", "y", "--out", At("m.json"), "--decimal", ",", "--epochs", "2").Code.Should().Be(0);
    }

    [Fact]
    public void All_that_is_wrong_with_a_table_is_diagnosed_at_once()
    {
        File.WriteAllText(
            At("bad.csv"),
            "id;size;country;same;y\n" + string.Join('\n', Enumerable.Range(1, 60).Select(i => $"{i};{i * 7 % 13},5;DE;{(i * i % 7 < 3 ? 4 : 9)};"
                + (i * i % 7 < 3 ? "ja" : "nein"))));

        (int code, string output, string error) = Run("diagnose", At("bad.csv"), "--target", "y", "--json");

        code.Should().Be(0, error);
        JsonElement findings = JsonDocument.Parse(output).RootElement.GetProperty("findings");
        findings.EnumerateArray()
            .Where(finding => finding.GetProperty("columns").GetArrayLength() > 0)
            .Select(finding => $"{finding.GetProperty("code")} {finding.GetProperty("columns")[0]}")
            .Should()
            .Equal("NN501 id", "NN502 size", "NN504 same", "NN505 country");
        Run("diagnose", At("bad.csv"), "--target", "y").Output.Should().StartWith("Not healthy: 2 errors, 2 warnings");
    }

    [Fact]
    public void A_query_is_a_table()
    {
        using (var connection = new SqliteConnection($"Data Source={At("d.db")};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "create table t(a real, b text, y real);"
                + string.Concat(Enumerable.Range(0, 40).Select(i => $"insert into t values({i % 7}, '{(i % 2 == 0 ? "u" : "v")}', {i % 7 * 2});"));
            command.ExecuteNonQuery();
        }

        (int code, string output, string error) = Run("describe", "--sql", "select a, b, y from t", "--from", At("d.db"));

        code.Should().Be(0, error);
        output.Should().StartWith("40 rows");
        Run("train", "--sql", "select * from t", "--from", At("d.db"), "--target", "y", "--out", At("m.json"), "--epochs", "3").Code.Should().Be(0);
        Run("describe", "--sql", "select a from nowhere", "--from", At("d.db")).Should().Match<(int Code, string Output, string Error)>(
            result => result.Code == 1 && result.Error.Contains("nowhere"));
    }

    [Fact]
    public void A_file_of_DuckDB_and_a_Parquet_file_are_tables()
    {
        using (var connection = new DuckDBConnection($"DataSource={At("d.data")}"))
        {
            connection.Open();
            using DuckDBCommand command = connection.CreateCommand();
            command.CommandText = $"""
                CREATE TABLE t AS SELECT range % 7 AS a, CASE WHEN range % 2 = 0 THEN 'u' ELSE 'v' END AS b, range % 7 * 2 AS y FROM range(40);
                COPY t TO '{At("t.parquet")}' (FORMAT parquet);
                COPY (SELECT *, [a, y] AS list FROM t) TO '{At("lists")}' (FORMAT parquet);
                """;
            command.ExecuteNonQuery();
        }

        Run("describe", "--sql", "select a, b, y from t", "--from", At("d.data")).Output.Should().StartWith("40 rows");
        Run("describe", At("t.parquet")).Output.Should().StartWith("40 rows");
        Run("train", At("t.parquet"), "--target", "y", "--out", At("m.json"), "--epochs", "3").Code.Should().Be(0);
        Run("evaluate", At("m.json"), "--sql", "select * from t", "--from", At("d.data")).Code.Should().Be(0);
        Run("describe", At("lists")).Error.Should().Contain("Column \"list\" holds List, which no column of a table holds; name those to read.");
        Run("describe", At("lists"), "--columns", "y,a").Output.Should().StartWith("40 rows").And.NotContain("list");
        Run("describe", Penguins, "--columns", "year,island").Output.Should().Contain("island").And.NotContain("species");
        Run("describe", "--sql", "drop table t", "--from", At("d.data")).Should().Match<(int Code, string Output, string Error)>(
            result => result.Code == 1 && result.Error.Contains("read-only"));
        File.WriteAllBytes(At("half.parquet"), File.ReadAllBytes(At("t.parquet"))[..200]);
        Run("describe", At("half.parquet")).Should().Match<(int Code, string Output, string Error)>(
            result => result.Code == 1 && result.Error.Contains("half.parquet: This is no Parquet file, or a damaged one: it does not end with PAR1"));
    }

    [Fact]
    public void A_row_is_explained_by_a_model_and_by_a_small_new_network()
    {
        Run("train", Penguins, "--target", "species", "--epochs", "5", "--out", At("p.json"));

        (int code, string output, string error) = Run("explain", At("p.json"), Penguins, "--row", "4", "--out", At("step"));

        code.Should().Be(0, error);
        output.Should().StartWith("row 4: ").And.Contain("penguins.csv, line 5\n")
            .And.Contain("island = Torgersen → 0, 0, 1").And.Contain("bill_length_mm = missing, taken as ")
            .And.Contain("Forward");
        Directory.EnumerateFiles(At("step"))
            .Select(Path.GetFileName)
            .Should()
            .Contain(["step.html", "worksheet.xlsx", "worksheet-key.csv", "network.svg", "model.json"]);
        Run("explain", Penguins, "--target", "species", "--hidden", "2", "--why", "h1").Output.Should().StartWith("the net input of h1 should ");
    }

    [Fact]
    public void The_handouts_numbers_are_explained_from_the_files_of_the_lesson()
    {
        string command = Regex.Match(LessonOutputs.Of("ledger"), @"nodenet explain ledger-handout\.json[^→]*$").Value;
        string[] arguments =
        [
            .. command.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(argument => argument.StartsWith("ledger-", StringComparison.Ordinal) ? Path.Combine(LessonOutputs.Folder, argument) : argument),
        ];
        arguments.Should().HaveCount(5);

        (int code, string output, string error) = Run([.. arguments, "--digits", "7"]);

        code.Should().Be(0, error);
        output.Should().Contain("a_h1 = sigmoid(2.6) = 0.9308616").And.Contain("w⁺_h1→y1 = 0.8 + 0.001787254 = 0.8017873");
    }

    [Fact]
    public void A_filled_worksheet_is_marked()
    {
        File.WriteAllText(At("plants.csv"), "water,sun,height\n1,6,12\n2,8,20\n3,5,17\n");
        string[] question = ["explain", At("plants.csv"), "--target", "height", "--hidden", "1"];
        Run([.. question, "--out", At("sheet")]).Code.Should().Be(0);
        string filled = Regex.Replace(File.ReadAllText(At("sheet/worksheet.csv")), @"(?m)^(\d+,[^,\r\n]*,[^,\r\n]*),", "$1,0.5");
        File.WriteAllText(At("filled.csv"), filled);

        (int code, string output, string error) = Run([.. question, "--answers", At("filled.csv")]);

        code.Should().Be(0, error);
        output.Should().Contain("= 0.5: Not right").And.MatchRegex(@"\d of \d+ points");
    }

    public static TheoryData<string, int, string> Complaints => new()
    {
        { "train nowhere.csv --target y --out m.json", 1, "nowhere.csv" },
        { "train PENGUINS --target spcies --out m.json", 1, "There is no column \"spcies\"; there are species, *Is \"species\" meant?" },
        { "train PENGUINS --target species --out m.json --missing refuse", 1, "penguins.csv, line 5, column bill_length_mm: The value is missing *" },
        { "train PENGUINS --target species", 2, "Option '--out' is required." },
        { "train PENGUINS --out m.json", 2, "--target is missing: the column to predict." },
        { "train PENGUINS --target species --out m.json --hidden a", 2, "--hidden is \"a\"; it must be sizes *" },
        { "train PENGUINS --target species --out m.json --rate fast", 2, "--rate is \"fast\"; it must be a number *" },
        { "train PENGUINS --target species --out m.json --missing perhaps", 2, "--missing is \"perhaps\"; it must be one of refuse, median, *" },
        { "train PENGUINS --target species --out m.json --kind year=colour", 2, "--kind is \"colour\"; it must be one of number, category, *" },
        { "train PENGUINS --target species --out m.json --activation reluu", 2, "--activation: *relu*" },
        { "train PENGUINS --target species --out m.json --hiden 3", 2, "*--hiden*" },
        { "train --sql select --target species --out m.json", 2, "--sql and --from go together: *" },
        { "train PENGUINS --target species --out nowhere/m.json", 1, "There is no folder *" },
        { "predict PENGUINS PENGUINS", 1, "*penguins.csv is a table and no model. Train one first: nodenet train *penguins.csv --target COLUMN --out *" },
        { "predict nowhere.json PENGUINS", 1, "*nowhere.json*" },
        { "explain PENGUINS --target species --row 900", 2, "There is no row 900; the table has rows 1 to 344." },
        { "frobnicate", 2, "*frobnicate*" },
    };

    [Theory]
    [MemberData(nameof(Complaints))]
    public void What_is_wrong_is_said_in_one_message(string command, int expected, string message)
    {
        string[] args = [.. command.Split(' ').Select(word => word == "PENGUINS" ? Penguins : word is "m.json" or "nowhere/m.json" ? At(word) : word)];

        (int code, string output, string error) = Run(args);

        error.ReplaceLineEndings("\n").Should().Match($"*{message}*");
        code.Should().Be(expected);
        output.Should().NotContain("   at ");
        error.Should().NotContain("   at ");
        File.Exists(At("m.json")).Should().BeFalse();
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_only_with_force()
    {
        File.WriteAllText(At("m.json"), "mine");

        Run("train", Penguins, "--target", "species", "--epochs", "1", "--out", At("m.json")).Should().Match<(int Code, string Output, string Error)>(
            result => result.Code == 2 && result.Error.Contains("is there already; --force replaces it."));
        File.ReadAllText(At("m.json")).Should().Be("mine");
        Run("train", Penguins, "--target", "species", "--epochs", "1", "--out", At("m.json"), "--force").Code.Should().Be(0);
        File.ReadAllText(At("m.json")).Should().StartWith("{");
        Directory.EnumerateFiles(_folder).Should().ContainSingle();
    }

    [Theory]
    [InlineData("train")]
    [InlineData("predict")]
    [InlineData("evaluate")]
    [InlineData("describe")]
    [InlineData("diagnose")]
    [InlineData("explain")]
    [InlineData("draw")]
    [InlineData("export")]
    [InlineData("import")]
    [InlineData("verify")]
    public void Every_command_has_help_with_an_example_and_every_option_is_on_the_page(string command)
    {
        (int code, string output, _) = Run(command, "--help");

        code.Should().Be(0);
        output.Should().Contain($"Example: nodenet {command} ");
        string page = File.ReadAllText(Path.Combine(ReadmeProgram.RepositoryRoot(), "docs", "nodenet.md"));
        string[] options = [.. LongOption().Matches(output).Select(match => match.Value).Distinct().Except(["--help"])];
        options.Should().NotBeEmpty();
        options.Where(option => !page.Contains($"`{option}", StringComparison.Ordinal)).Should().BeEmpty("docs/nodenet.md has them all");
    }

    private string At(string name) => Path.Combine(_folder, name);

    [GeneratedRegex("--[a-z][a-z0-9-]+")]
    private static partial Regex LongOption();
}
