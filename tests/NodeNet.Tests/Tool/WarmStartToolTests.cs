using NodeNet.Tests.Readme;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary><c>nodenet train --start-from</c>: training goes on from a model.</summary>
public sealed class WarmStartToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-tool-").FullName;

    private static string Penguins => Path.Combine(ReadmeProgram.RepositoryRoot(), "src", "NodeNet.Datasets", "Resources", "penguins.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Training_goes_on_from_a_model()
    {
        Train("first.json", "--epochs", "20", "--hidden", "8").Code.Should().Be(0);

        (int code, string output, string error) = Train("more.json", "--start-from", At("first.json"), "--epochs", "1");

        code.Should().Be(0, error);
        output.Should().Contain("network: goes on from a trained 10-8-3 network").And.Contain("of 344 rows");
        Run("describe", At("more.json")).Output.Should().Contain("goes on from a trained 10-8-3 network");
    }

    [Fact]
    public void What_the_model_has_cannot_be_said_again()
    {
        Train("first.json", "--epochs", "1").Code.Should().Be(0);

        (int code, _, string error) = Train("not.json", "--start-from", At("first.json"), "--hidden", "4", "--ignore", "year");

        code.Should().Be(2);
        error.Should().StartWith("--ignore, --hidden: the model of --start-from has its own recipe and network. Leave out one of both.\n");
    }

    [Fact]
    public void A_training_that_breaks_saves_nothing_and_fails()
    {
        File.WriteAllText(At("t.csv"), "x,y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i % 5 + 0.5},{i * i}\n")));

        (int code, _, string error) = Run(
            "train", At("t.csv"), "--target", "y", "--optimizer", "gradient_descent", "--rate", "1000", "--activation", "relu",
            "--epochs", "50", "--out", At("t.json"));

        code.Should().Be(1);
        error.Should().Contain("No model is saved");
        File.Exists(At("t.json")).Should().BeFalse();
    }

    private (int Code, string Output, string Error) Train(string model, params string[] options) =>
        Run(["train", Penguins, "--target", "species", "--out", At(model), .. options]);

    private string At(string name) => Path.Combine(_folder, name);
}
