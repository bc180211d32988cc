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
            page.Contains("\"rows\":[[0,0,0]", StringComparison.Ordinal).Should().Be(what.Length == 1, "a model alone begins with a row of zeros");
        }
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
