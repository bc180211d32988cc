using System.Diagnostics;
using NodeNet.Activations;

namespace NodeNet.Import.Tests;

/// <summary>The script that writes scikit-learn's networks, run with an object that has what a fitted MLPClassifier has. With scikit-learn's own it is run
/// where that is installed, in .ci/nightly; what it wrote then is in Golden.</summary>
public class ScikitLearnScriptTests
{
    private const string Program = """
        import sys
        sys.dont_write_bytecode = True
        sys.path.insert(0, sys.argv[1])
        from sklearn_to_nodenet import save

        class Numbers(list):
            def tolist(self):
                return list(self)

        class Mlp:
            coefs_ = [Numbers([[0.5, -1.0], [0.25, 2.0]]), Numbers([[1.0], [-0.5]])]
            intercepts_ = [Numbers([0.1, -0.2]), Numbers([0.3])]
            activation, out_activation_, classes_ = "tanh", "logistic", ["no", "yes"]

        class StandardScaler:
            with_mean, with_std = True, True
            mean_, scale_ = Numbers([1.0, 2.0]), Numbers([2.0, 4.0])

        save(Mlp(), sys.argv[2], scaler=StandardScaler(), input_names=["height", "weight"])
        """;

    [Fact]
    public void The_script_writes_a_model_that_answers_as_its_numbers_say()
    {
        string file = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("python3", ["-", Folder(), file]) { RedirectStandardInput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            process.StandardInput.Write(Program);
            process.StandardInput.Close();
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.Should().Be(0, error);

            Model model = Model.Load(file);

            // Scaled, the row is 1, −0.5: z = 0.475 and −2.2.
            double expected = new Sigmoid().Activate(0.3 + Math.Tanh(0.1 + 0.5 - 0.125) - 0.5 * Math.Tanh(-0.2 - 1.0 - 1.0));
            model.Predict([3.0, 0.0])[0].Should().BeApproximately(expected, 1e-15);
            model.InputNames.Should().Equal("height", "weight");
            model.ClassLabels.Should().Equal("no", "yes");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The package's folder, found from the tests' own.</summary>
    private static string Folder()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "NodeNet.sln"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "src", "NodeNet.Import");
    }
}
