using System.Diagnostics;

namespace NodeNet.Onnx.Tests;

/// <summary>ONNX' own checker passes what is written: types, shapes, operators and their attributes.</summary>
/// <remarks>It needs Python's package onnx (Debian: python3-onnx). Where that is not installed, the test does nothing, unless NODENET_ONNX=required.</remarks>
public sealed class CheckerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-onnx-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_checker_passes_networks_of_all_kinds_and_a_recipe_in_both_precisions()
    {
        foreach (Precision precision in (Precision[])[Precision.Double, Precision.Single])
        {
            var options = new OnnxOptions { Precision = precision };
            for (int seed = 1; seed <= 40; seed++) RandomModel.Network(seed).SaveOnnx(Path.Combine(_folder, $"{precision}{seed}.onnx"), options);
            RecipeExamples.Model(RecipeExamples.Table(), RecipeExamples.Options()).SaveOnnx(Path.Combine(_folder, $"recipe{precision}.onnx"), options);
        }

        (int code, string output) = Python("-c", "import onnx.checker");
        if (code != 0)
        {
            Environment.GetEnvironmentVariable("NODENET_ONNX").Should().NotBe("required", output);
            return;
        }
        (code, output) = Python(Path.Combine(AppContext.BaseDirectory, "Writers", "check_files.py"), _folder);
        code.Should().Be(0, output);
        output.Should().StartWith("82 files pass onnx.checker");
    }

    private static (int Code, string Output) Python(params string[] arguments)
    {
        string path = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3"; // Debian's packages are seen by Debian's Python
        try
        {
            using var process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (1, missing.Message);
        }
    }
}
