using System.Text.Json;
using NodeNet.Playground;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>nodenet playground: a page of a table, of a model, of both. Where this build has no page, the command says how it is made.</summary>
public sealed class PlaygroundToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-playground-tool-").FullName;

    public PlaygroundToolTests() => File.WriteAllText(At("t.csv"), "a,b,y\n0,0,no\n0,1,yes\n1,0,yes\n1,1,no\n0,0,no\n1,0,yes\n");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_table_a_model_or_both_become_a_page()
    {
        Run("train", At("t.csv"), "--target", "y", "--epochs", "1", "--hidden", "3", "--out", At("m.json")).Code.Should().Be(0);
        foreach (string[] what in (string[][])[[], [At("t.csv"), "--target", "y"], [At("m.json")], [At("m.json"), At("t.csv")]])
        {
            (int code, string output, string error) = Run(["playground", .. what, "--out", At("p.html"), "--force"]);

            if (!PlaygroundPage.IsThere)
            {
                (code, error).Should().Be((1, "This build of NodeNet.Playground has no page in it: run web/publish and build again.\n"));
                continue;
            }
            code.Should().Be(0, error);
            output.Should().EndWith("p.html\n");
            string page = File.ReadAllText(At("p.html"));
            page.Contains("id=\"setup\"", StringComparison.Ordinal).Should().Be(what.Length > 0);
            page.Contains("\"rows\":[]", StringComparison.Ordinal).Should().Be(what.Length == 1, "a model alone has no rows, and none are invented");
            error.Contains("There are no rows yet", StringComparison.Ordinal).Should().Be(what.Length == 1);
        }
    }

    [Fact]
    public void A_page_begins_with_the_loss_the_rate_and_the_batch_that_are_given_or_are_the_models()
    {
        if (!PlaygroundPage.IsThere) return;
        Run("train", At("t.csv"), "--target", "y", "--epochs", "1", "--hidden", "3", "--rate", "0.02", "--out", At("m.json")).Code.Should().Be(0);
        foreach ((string[] what, string loss, double rate, int batch) in ((string[], string, double, int)[])[
            ([At("t.csv"), "--target", "y"], "sse", 0.1, 1),
            ([At("t.csv"), "--target", "y", "--loss", "half_sse", "--rate", "0.3", "--batch", "2"], "half_sse", 0.3, 2),
            ([At("m.json"), At("t.csv")], "binary_cross_entropy", 0.02, 1),
            ([At("m.json"), "--loss", "sse", "--rate", "0.5"], "sse", 0.5, 1)])
        {
            (int code, _, string error) = Run(["playground", .. what, "--out", At("p.html"), "--force"]);

            code.Should().Be(0, error);
            JsonElement setup = Setup();
            (setup.GetProperty("loss").GetString(), setup.GetProperty("rate").GetDouble(), setup.GetProperty("batch").GetInt32())
                .Should().Be((loss, rate, batch));
            setup.GetProperty("model").GetString().Should().Contain("\"recipe\"", "the model is whole");
        }
    }

    [Fact]
    public void Gaps_that_were_filled_and_rows_that_were_left_out_are_told()
    {
        if (!PlaygroundPage.IsThere) return;
        File.WriteAllText(At("g.csv"), "size,colour,y\n120,red,no\n,green,yes\n140,red,\n150,,yes\n130,green,no\n");

        (int code, _, string error) = Run("playground", At("g.csv"), "--target", "y", "--out", At("p.html"));

        code.Should().Be(0, error);
        error.Should().Contain("size: in 1 row of 5 there is no value; 130 (the median) stands in for it.")
            .And.Contain("1 row without a value of y are left out.");
        Setup().GetProperty("rows").GetArrayLength().Should().Be(4);
        Setup().GetProperty("fitted").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public void Options_that_would_do_nothing_are_refused_in_words()
    {
        Run("train", At("t.csv"), "--target", "y", "--epochs", "1", "--hidden", "3", "--out", At("m.json")).Code.Should().Be(0);
        foreach ((string[] what, string expected) in ((string[], string)[])[
            ([At("m.json"), "--hidden", "5"], "--hidden: the model has its own columns and network"),
            ([At("m.json"), At("t.csv"), "--target", "y"], "--target: the model has its own columns and network"),
            ([At("t.csv"), "--target", "y", "--epochs", "5", "--optimizer", "adam"], "--optimizer, --epochs: a page learns by steps of gradient descent"),
            ([At("t.csv"), At("m.json")], "The model comes first, then the table: nodenet playground ")])
        {
            (int code, _, string error) = Run(["playground", .. what, "--out", At("p.html")]);

            (code, error[..Math.Min(error.Length, expected.Length)]).Should().Be((2, expected));
        }
        File.Exists(At("p.html")).Should().BeFalse();
    }

    [Fact]
    public void A_table_for_a_model_and_a_model_for_a_table_get_a_sentence_that_helps()
    {
        File.WriteAllText(At("table.json"), "a,b,y\n1,2,3\n");
        File.WriteAllText(At("other.json"), "{\"a\": 1}");
        Run("train", At("t.csv"), "--target", "y", "--epochs", "1", "--hidden", "3", "--out", At("m.json")).Code.Should().Be(0);
        File.Copy(At("m.json"), At("m.csv"));
        File.WriteAllText(At("cut.json"), File.ReadAllText(At("m.json"))[..900]);

        Run("playground", At("table.json"), "--out", At("p.html")).Error.Should().Contain("table.json is no model file");
        Run("playground", At("other.json"), "--out", At("p.html")).Error.Should().Contain("other.json is no model of NodeNet");
        Run("playground", At("m.csv"), "--target", "y", "--out", At("p.html")).Error.Should().Contain(
            "m.csv holds a model of NodeNet; here a table of rows is wanted");
        (int code, _, string error) = Run("playground", At("cut.json"), "--out", At("p.html"));
        (code, error).Should().Be((1, error));
        error.Should().Contain("cut.json, line ").And.NotContain("$");
    }

    [Fact]
    public void Limits_are_told_in_the_words_of_the_page()
    {
        if (!PlaygroundPage.IsThere) return;
        Run("playground", At("t.csv"), "--target", "y", "--hidden", "16", "--out", At("p.html")).Error.Should().Be(
            "The hidden layers 16: a page makes networks of up to 4 hidden layers of 1 to 8 nodes. A larger network comes as a model file, with up to 20000 "
                + "weights and biases.\n");
        File.WriteAllLines(At("long.csv"), Enumerable.Range(0, 10_002).Select(i => i == 0 ? "a,y" : $"{i % 7},{i % 2}"));
        Run("playground", At("long.csv"), "--target", "y", "--out", At("p.html")).Error.Should().Be(
            "There are 10001 rows; a page takes up to 10000. Take a part of them.\n");
    }

    private JsonElement Setup()
    {
        string page = File.ReadAllText(At("p.html"));
        int start = page.IndexOf("id=\"setup\">", StringComparison.Ordinal) + 11;
        return JsonDocument.Parse(page[start..page.IndexOf("</script>", start, StringComparison.Ordinal)]).RootElement;
    }

    [Fact]
    public void A_folder_for_a_web_server_is_made_of_the_same_page()
    {
        (int code, string output, string error) = Run("playground", At("t.csv"), "--target", "y", "--folder", At("site"));
        if (!PlaygroundPage.IsThere)
        {
            error.Should().Contain("web/publish");
            return;
        }
        (code, output).Should().Be((0, $"saved in the folder {At("site")}\n"));
        File.Exists(Path.Combine(At("site"), "service-worker.js")).Should().BeTrue();
        File.ReadAllText(Path.Combine(At("site"), "index.html")).Contains("id=\"setup\"", StringComparison.Ordinal).Should().BeTrue();
    }

    [Fact]
    public void A_folder_is_not_written_over_without_force_nor_forgotten_beside_a_file()
    {
        Directory.CreateDirectory(At("site"));
        File.WriteAllText(At("site/index.html"), "my page");

        (int code, _, string error) = Run("playground", At("t.csv"), "--target", "y", "--folder", At("site"));
        code.Should().Be(2);
        error.Should().StartWith($"{At("site")} is there already and not empty; --force writes into it.\n");
        File.ReadAllText(At("site/index.html")).Should().Be("my page");
        Run("playground", "--folder", At("t.csv")).Error.Should().StartWith($"{At("t.csv")} is a file; it must be a folder.\n");

        (code, _, error) = Run("playground", At("t.csv"), "--target", "y", "--folder", At("other"), "--out", At("p.html"));
        code.Should().Be(2);
        error.Should().StartWith("--out makes one file, and --folder a folder of files; name one of them.\n");
        File.Exists(At("p.html")).Should().BeFalse();
        Directory.Exists(At("other")).Should().BeFalse();
    }

    [Fact]
    public void What_makes_no_page_is_told()
    {
        Run("playground", At("t.csv"), "--out", At("p.html")).Error.Should().StartWith("--target is missing");
        Run("playground", At("t.csv"), At("t.csv"), "--target", "y", "--out", At("p.html")).Error.Should().Contain("is no model file");
        Run("playground", At("t.csv"), "--target", "y", "--out", At("t.csv"), "--force").Code.Should().Be(2);
        Run("playground", At("none.json"), "--out", At("p.html")).Code.Should().Be(1);
        File.Exists(At("p.html")).Should().BeFalse();
    }

    private string At(string name) => Path.Combine(_folder, name);
}
