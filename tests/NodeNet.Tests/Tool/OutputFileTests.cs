using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>Files that the tool writes never take the place of another output or of what is read.</summary>
public sealed class OutputFileTests : IDisposable
{
    private const string Rows = "x,y\n1.5,2\n2.5,4\n3.25,5\n4.5,8\n5.25,9\n6.5,12\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-output-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Two_outputs_in_one_file_are_refused()
    {
        File.WriteAllText(At("t.csv"), Rows);

        Train("m.json", "--plot", At("m.json")).Should().Be(2);
        File.Exists(At("m.json")).Should().BeFalse();
    }

    [Fact]
    public void An_input_is_never_written_over()
    {
        File.WriteAllText(At("t.csv"), Rows);

        Train("t.csv", "--force").Should().Be(2);
        Train("m.json").Should().Be(0);
        Run("predict", At("m.json"), At("t.csv"), "--out", At("t.csv"), "--force").Code.Should().Be(2);
        Run("predict", At("m.json"), At("t.csv"), "--out", At("m.json"), "--force").Code.Should().Be(2);
        File.ReadAllText(At("t.csv")).Should().Be(Rows);
    }

    [Fact]
    public void A_symbolic_link_stays_and_its_file_is_written()
    {
        if (OperatingSystem.IsWindows()) return;
        File.WriteAllText(At("t.csv"), Rows);
        File.WriteAllText(At("real.json"), "old");
        File.CreateSymbolicLink(At("link.json"), At("real.json"));

        Train("link.json", "--force").Should().Be(0);
        new FileInfo(At("link.json")).LinkTarget.Should().Be(At("real.json"));
        File.ReadAllText(At("real.json")).Should().StartWith("{");
    }

    [Fact]
    public void A_device_is_never_replaced()
    {
        if (OperatingSystem.IsWindows()) return;
        File.WriteAllText(At("t.csv"), Rows);

        Run("train", At("t.csv"), "--target", "y", "--epochs", "2", "--out", "/dev/null", "--force").Code.Should().Be(2);
    }

    [Fact]
    public void A_category_that_only_the_rows_held_out_have_is_told_before_the_training()
    {
        File.WriteAllText(At("t.csv"), "c,y\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"word {row / 2},{row * row % 7}.5\n")));

        (int code, _, string error) = Run(
            "train", At("t.csv"), "--target", "y", "--kind", "c=category", "--test", "0.5", "--epochs", "2", "--out", At("m.json"));

        code.Should().Be(1);
        error.Should().Contain("is none of the categories").And.NotContain("epoch");
    }

    [Fact]
    public void A_network_too_large_to_be_loaded_again_is_refused_before_the_training()
    {
        File.WriteAllText(At("t.csv"), Rows);

        Train("m.json", "--hidden", "5100,5100").Should().Be(2);
    }

    [Fact]
    public void Numbers_that_happen_to_be_0_and_1_have_no_accuracy()
    {
        File.WriteAllText(At("t.csv"), "x,y\n1.5,7\n2.5,7\n3.25,7\n4.5,7\n5.25,7\n6.5,7\n");

        (int code, string output, _) = Run(
            "train", At("t.csv"), "--target", "y", "--kind", "y=number", "--epochs", "2", "--out", At("m.json"), "--json");

        code.Should().Be(0);
        output.Should().Contain("\"trainingAccuracy\": null");
    }

    private int Train(string file, params string[] more) => Run(["train", At("t.csv"), "--target", "y", "--epochs", "2", "--out", At(file), .. more]).Code;

    private string At(string name) => Path.Combine(_folder, name);
}
