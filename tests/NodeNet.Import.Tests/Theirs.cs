using System.Text.Json;

namespace NodeNet.Import.Tests;

/// <summary>A file that another library wrote, and what that library answers.</summary>
internal sealed record Theirs(double[][] Inputs, double[][] Answers, string[]? Labels)
{
    /// <summary>Where the files are; .ci/nightly has some of them written anew.</summary>
    public static string PathOf(string name) =>
        Path.Combine(Environment.GetEnvironmentVariable("NODENET_GOLDEN") ?? Path.Combine(AppContext.BaseDirectory, "Golden"), name);

    public static Theirs Of(string name) => JsonSerializer.Deserialize<Theirs>(File.ReadAllText(PathOf(name)), JsonSerializerOptions.Web)!;

    /// <summary>Every row's answers are theirs, within a part of 1 and of their size.</summary>
    public void ShouldBeThoseOf(Model model, double within)
    {
        Inputs.Should().NotBeEmpty();
        for (int row = 0; row < Inputs.Length; row++)
        {
            double[] ours = model.Predict(Inputs[row]);
            ours.Should().HaveCount(Answers[row].Length);
            for (int i = 0; i < ours.Length; i++)
                ours[i].Should().BeApproximately(Answers[row][i], within * Math.Max(1.0, Math.Abs(Answers[row][i])), "row {0}", row);
        }
    }
}
