using System.Globalization;
using Microsoft.Data.Sqlite;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>nodenet train --stream reads a table again for each epoch, in constant memory.</summary>
public sealed class TrainStreamTests : IDisposable
{
    private const long HeapBytes = 64L << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-stream-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_saves_a_model_of_the_table_as_training_on_the_whole_does()
    {
        Write(At("t.csv"), 2000);

        (int code, string output, string error) = Run(
            "train", At("t.csv"), "--target", "y", "--stream", "--ignore", "note", "--epochs", "3", "--validation", "0.2", "--out", At("m.json"));
        Run("train", At("t.csv"), "--target", "y", "--ignore", "note", "--epochs", "3", "--out", At("whole.json")).Code.Should().Be(0);

        code.Should().Be(0, error);
        output.Should().Contain("saved as").And.Contain("of the rows are held out");
        Model streamed = Model.Load(At("m.json")), whole = Model.Load(At("whole.json"));
        streamed.Recipe!.Summary().Should().Be(whole.Recipe!.Summary());
        streamed.Origin!.TableHash.Should().Be(whole.Origin!.TableHash);
        streamed.Origin.Rows.Should().Be(2000);
        Run("predict", At("m.json"), At("t.csv"), "--out", At("a.csv")).Code.Should().Be(0);
    }

    [Fact]
    public void A_query_is_learned_from_too_and_columns_are_selected()
    {
        using (var connection = new SqliteConnection($"Data Source={At("d.db")};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "create table t as with recursive n(i) as (select 0 union all select i + 1 from n where i < 999) "
                + "select i, i % 8 as a, i * 3 % 7 as b, iif(i % 8 + i * 3 % 7 > 6, 'yes', 'no') as y from n";
            command.ExecuteNonQuery();
        }

        (int code, _, string error) = Run(
            "train", "--sql", "select * from t order by i", "--from", At("d.db"), "--columns", "a,b,y", "--target", "y", "--stream", "--epochs", "2", "--out",
            At("m.json"));
        (int wrong, _, string said) = Run(
            "train", "--sql", "select * from t order by i", "--from", At("d.db"), "--columns", "q,y", "--target", "y", "--stream", "--out", At("n.json"));

        code.Should().Be(0, error);
        Model.Load(At("m.json")).Recipe!.ColumnNames.Should().Equal("a", "b");
        wrong.Should().Be(2);
        said.Should().Contain("There is no column \"q\"; there are i, a, b, y.");
    }

    [Theory]
    [InlineData("--test 0.2", "*--test (measure on a file of its own*")]
    [InlineData("--optimizer lbfgs", "*--optimizer *")]
    [InlineData("--class-weights balanced", "*--class-weights*")]
    public void What_needs_all_rows_is_refused_by_name(string options, string message)
    {
        Write(At("t.csv"), 50);

        (int code, _, string error) = Run(["train", At("t.csv"), "--target", "y", "--stream", "--out", At("m.json"), .. options.Split(' ')]);

        code.Should().Be(2);
        error.Should().Match(message);
    }

    [Fact]
    public void Standard_input_is_refused()
    {
        (int code, _, string error) = Run("train", "-", "--target", "y", "--stream", "--out", At("m.json"));

        code.Should().Be(2);
        error.Should().Contain("standard input can be read once");
    }

    [Theory]
    [InlineData("")]
    [InlineData("--stream")]
    public async Task A_pipe_is_refused_as_one(string mode)
    {
        if (OperatingSystem.IsWindows()) return; // its pipes are no files
        System.Diagnostics.Process.Start("mkfifo", [At("pipe")]).WaitForExit();
        Task writing = Task.Run(() =>
        {
            try
            {
                Write(At("pipe"), 2000);
            }
            catch (IOException)
            {
                // Nobody reads it to its end.
            }
        });

        (int code, _, string error) = Run(
            ["train", At("pipe"), "--target", "y", "--out", At("m.json"), .. mode.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        await writing;
        code.Should().Be(2);
        error.Should().Contain("pipe is a pipe, which can be read once: save it to a file, or give it on standard input and name -.");
    }

    [Fact]
    public async Task A_table_many_times_the_heap_is_learned_within_it()
    {
        Write(At("big.csv"), 400_000);

        (int code, string error) = await LimitedHeap.Run(
            HeapBytes, "train", At("big.csv"), "--target", "y", "--ignore", "note", "--stream", "--epochs", "1", "--out", At("m.json"));
        (int whole, _) = await LimitedHeap.Run(HeapBytes, "train", At("big.csv"), "--target", "y", "--ignore", "note", "--epochs", "1", "--out", At("n.json"));

        code.Should().Be(0, error);
        Model.Load(At("m.json")).Origin!.Rows.Should().Be(400_000);
        whole.Should().NotBe(0, "taken whole it does not fit: the limit is real");
    }

    private static void Write(string path, int rows)
    {
        using var text = new StreamWriter(path);
        text.Write("a,b,note,y\n");
        for (int i = 0; i < rows; i++)
        {
            text.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{i % 8},{i * 3L % 7},note number {i} of a table that is too large for its heap,{(i % 8 + i * 3L % 7 > 6 ? "yes" : "no")}\n"));
        }
    }

    private string At(string name) => Path.Combine(_folder, name);
}
