using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tests.Datasets;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>What is seen of a table's readings, and how they are ended.</summary>
public sealed class WatchedSourceTests
{
    private static readonly string _text = "a,y\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i % 100},{i % 7}\n"));

    [Fact]
    public void It_tells_how_many_rows_there_are_so_far_and_changes_none()
    {
        using var file = new TemporaryFile(_text);
        ITableSource table = Table.StreamCsv(file.Path);
        var told = new List<long>();
        var watched = new WatchedSource(table) { Told = told.Add };

        int[] rows = [.. watched.Read([0]).Select(piece => piece.Rows.RowCount)];

        told.Should().BeInAscendingOrder().And.HaveCount(rows.Length).And.EndWith(40_000);
        rows.Sum().Should().Be(40_000);
        (watched.Name, watched.GroupCount, watched.Form).Should().Be((table.Name, table.GroupCount, table.Form));
        watched.ColumnNames.Should().Equal("a", "y");
        ProgressLine.Words("big.csv", 1_200_000).Should().Be("Reading big.csv: 1,200,000 rows");
    }

    [Fact]
    public void It_ends_after_the_piece_in_hand()
    {
        using var file = new TemporaryFile(_text);
        using var stop = new CancellationTokenSource();
        int pieces = 0;
        var watched = new WatchedSource(Table.StreamCsv(file.Path)) { Cancellation = stop.Token, Told = _ => pieces++ };
        using IEnumerator<TablePiece> reading = watched.Read([0]).GetEnumerator();
        reading.MoveNext().Should().BeTrue();

        stop.Cancel();

        reading.Invoking(one => one.MoveNext()).Should().Throw<OperationCanceledException>();
        pieces.Should().Be(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--stream")]
    public void Where_no_terminal_is_nothing_is_said_of_readings(string mode)
    {
        using var file = new TemporaryFile(_text);
        string[] command = ["train", file.Path, "--target", "y", "--epochs", "1", "--out", file.Path + ".json", "--force"];

        string error = Run([.. command, .. mode.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Error;
        string quiet = Run([.. command, "--json"]).Error;
        File.Delete(file.Path + ".json");

        error.Should().StartWith("epoch 1:").And.NotContain("Reading");
        quiet.Should().BeEmpty();
    }
}
