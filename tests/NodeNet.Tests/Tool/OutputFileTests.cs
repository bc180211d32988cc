using System.Globalization;
using NodeNet.Tool;

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
        Run("predict", At("m.json"), At("t.csv"), "--out", At("t.csv"), "--force").Should().Be(2);
        Run("predict", At("m.json"), At("t.csv"), "--out", At("m.json"), "--force").Should().Be(2);
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

    private int Train(string file, params string[] more) => Run(["train", At("t.csv"), "--target", "y", "--epochs", "2", "--out", At(file), .. more]);

    private static int Run(params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        return NodeNetTool.Run(args, output, error);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
