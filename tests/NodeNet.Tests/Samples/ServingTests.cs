using System.Text.Json;
using NodeNet.Learning;
using NodeNet.Recipes;
using NodeNet.Serving;
using NodeNet.Tests.Recipes;

namespace NodeNet.Tests.Samples;

/// <summary>The web sample: what it answers, what it refuses, and that a new file takes over.</summary>
public sealed class ServingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("serving-").FullName;

    private string File => Path.Combine(_folder, "model.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_answers_a_row_and_says_what_lies_beyond_the_training_table()
    {
        Save(factor: 2);
        using var served = new ServedModel(File, _ => { });

        string answer = JsonSerializer.Serialize(served.Answer(new Dictionary<string, Cell> { ["a"] = 500 }));

        answer.Should().Contain("\"beyond\":[\"a is 500; the training table had 0 to 19.\"]");
        served.Invoking(model => model.Answer(new Dictionary<string, Cell> { ["b"] = 1 })).Should().Throw<RecipeException>().WithMessage("*no column \"a\"*");
    }

    [Fact]
    public void A_new_file_takes_over_and_a_damaged_one_does_not()
    {
        Save(factor: 2);
        var log = new List<string>();
        using var served = new ServedModel(File, message =>
        {
            lock (log) log.Add(message);
        });
        At10(served).Should().BeApproximately(20, 1);

        Save(factor: 5);
        Wait(() => Math.Abs(At10(served) - 50) < 2);
        System.IO.File.WriteAllText(File, "damaged");
        Wait(() =>
        {
            lock (log) return log.Exists(message => message.StartsWith("The model stays as it was: ", StringComparison.Ordinal));
        });

        At10(served).Should().BeApproximately(50, 2);
    }

    private static double At10(ServedModel served) =>
        JsonSerializer.SerializeToElement(served.Answer(new Dictionary<string, Cell> { ["a"] = 10 })).GetProperty("answer").GetProperty("y").GetDouble();

    private static void Wait(Func<bool> condition) => SpinWait.SpinUntil(condition, TimeSpan.FromMinutes(1)).Should().BeTrue();

    private void Save(double factor) => Learner.For("y")
        .Train(GivenTable.Of("a,y\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{i % 20},{factor * (i % 20)}")))))
        .Save(File);
}
