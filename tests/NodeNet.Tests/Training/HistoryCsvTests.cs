using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Tables;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>A history as a table.</summary>
public class HistoryCsvTests
{
    [Fact]
    public void A_row_for_each_report_and_nothing_where_nothing_was_measured()
    {
        var history = new TrainingHistory(
        [
            new EpochReport
            {
                Epoch = 1, BaseLearningRate = 0.5, LearningRate = 0.25, RunningLoss = 1.0 / 3.0, RunningAccuracy = null, ValidationLoss = 2e-20,
                ValidationAccuracy = 0.75, Penalty = 0.0, Elapsed = TimeSpan.FromMilliseconds(1500),
            },
        ]);
        using var german = new DecimalComma();

        history.ToCsv().Should().Be(
            "epoch,base learning rate,learning rate,running loss,running accuracy,training loss,training accuracy,validation loss,validation accuracy,"
                + "penalty,seconds\n1,0.5,0.25,0.3333333333333333,,,,2E-20,0.75,0,1.5\n");
    }

    [Fact]
    public void Read_again_as_a_table_it_has_the_same_numbers()
    {
        TrainingHistory history = new Trainer(Given.Small(), new BinaryCrossEntropy(), new TrainerOptions { Epochs = 20, KeepBest = true })
            .Train(Given.Xor()).History;

        Table table = Table.ParseCsv(history.ToCsv());

        table.RowCount.Should().Be(20);
        Enumerable.Range(0, 20).Select(row => table[row, table.ColumnNames.ToList().IndexOf("running loss")].Number)
            .Should().Equal(history.Select(epoch => epoch.RunningLoss));
    }
}
