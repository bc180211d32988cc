using System.Globalization;
using NodeNet.Activations;
using NodeNet.Learning;
using NodeNet.Tables;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>nodenet predict takes tables piece by piece: the same answers, whatever their size, in constant memory.</summary>
public sealed class PredictStreamTests : IDisposable
{
    private const long HeapBytes = 60L << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-predict-").FullName;

    public PredictStreamTests() => Trained().Save(At("m.json"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Pieces_are_answered_as_the_whole_table_is()
    {
        int rows = Table.DefaultPieceRows * 2 + 5;
        Write(At("big.csv"), rows);
        Table table = Table.ReadCsv(At("big.csv"));
        IReadOnlyList<Classification> answers = Trained().Classify(table);
        table.WithColumn("predicted y", answers.Select(answer => answer.Label).ToArray())
            .WithColumn("score of no", answers.Select(answer => answer.Scores[0]).ToArray())
            .WithColumn("score of yes", answers.Select(answer => answer.Scores[1]).ToArray())
            .WriteCsv(At("expected.csv"));

        (int code, string output, string error) = Run("predict", At("m.json"), At("big.csv"));
        Run("predict", At("m.json"), At("big.csv"), "--out", At("out.csv")).Code.Should().Be(0);

        code.Should().Be(0, error);
        output.Should().Be(File.ReadAllText(At("expected.csv")));
        File.ReadAllText(At("out.csv")).Should().Be(output);
    }

    [Fact]
    public void Rows_beyond_the_training_table_are_counted_over_all_pieces_and_have_their_lines()
    {
        int rows = Table.DefaultPieceRows + 10;
        File.WriteAllText(At("big.csv"), "a,b\n" + string.Concat(Enumerable.Range(0, rows).Select(i => i < rows - 7 ? "1,2\n" : "99,2\n")));

        (_, _, string error) = Run("predict", At("m.json"), At("big.csv"), "--out", At("out.csv"));

        error.Should().Contain($"big.csv, line {rows - 5}: a is 99; the training table had").And.Contain("2 more rows are beyond");
    }

    [Fact]
    public void What_is_refused_in_a_late_row_leaves_no_file()
    {
        File.WriteAllText(At("big.csv"), "a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", Table.DefaultPieceRows)) + "word,2\n");

        (int code, _, string error) = Run("predict", At("m.json"), At("big.csv"), "--out", At("out.csv"));

        code.Should().Be(1);
        error.Should().Contain("a");
        File.Exists(At("out.csv")).Should().BeFalse();
        Directory.GetFiles(_folder).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_table_many_times_the_heap_is_answered_within_it()
    {
        const int Rows = 300_000;
        await using (var text = new StreamWriter(At("big.csv")))
        {
            await text.WriteLineAsync("a,b,note,y");
            for (int i = 0; i < Rows; i++)
            {
                await text.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{i % 8},{i * 3L % 7},note number {i} of a table that is too large,{(i % 2 == 0 ? "yes" : "no")}"));
            }
        }

        (int code, string error) = await LimitedHeap.Run(HeapBytes, "predict", At("m.json"), At("big.csv"), "--out", At("out.csv"));
        (int json, string troubleOfJson) = await LimitedHeap.Run(HeapBytes, "predict", At("m.json"), At("big.csv"), "--json");
        (int whole, _) = await LimitedHeap.Run(HeapBytes, "evaluate", At("m.json"), At("big.csv"));

        code.Should().Be(0, error);
        json.Should().Be(0, troubleOfJson);
        File.ReadLines(At("out.csv")).Count().Should().Be(Rows + 1);
        whole.Should().NotBe(0, "taken whole, to be measured, it does not fit: the limit is real");
    }

    private static Model Trained()
    {
        string text = "a,b,y\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => $"{i % 8},{i * 3 % 7},{(i % 8 + i * 3 % 7 > 6 ? "yes" : "no")}"));
        return (Learner.For("y") with { Hidden = [3], Epochs = 10, Activation = new Tanh() }).Train(Table.ParseCsv(text));
    }

    private static void Write(string path, int rows)
    {
        using var text = new StreamWriter(path);
        text.Write("a,b,note\n");
        for (int i = 0; i < rows; i++)
            text.Write(string.Create(CultureInfo.InvariantCulture, $"{i % 8},{i * 3L % 7},{(i == rows - 1 ? "a word at last" : $"{i}")}\n"));
    }

    private string At(string name) => Path.Combine(_folder, name);
}
