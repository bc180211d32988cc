using System.Globalization;
using System.Text;

namespace NodeNet.History;

/// <content>The history as a table.</content>
public sealed partial class TrainingHistory
{
    /// <summary>The reports as CSV, a row each: epoch, base learning rate, learning rate, running loss, running accuracy, training loss, training accuracy,
    /// validation loss, validation accuracy, penalty, seconds. Numbers have a decimal point and all their digits; what was not measured is empty; lines end
    /// with a line feed.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder(
            "epoch,base learning rate,learning rate,running loss,running accuracy,training loss,training accuracy,validation loss,validation accuracy,penalty,"
                + "seconds\n");
        foreach (EpochNumbers one in _kept)
        {
            double[] cells = [
                one.Epoch, one.BaseLearningRate, one.LearningRate, one.RunningLoss, one.RunningAccuracy, one.TrainingLoss, one.TrainingAccuracy,
                one.ValidationLoss, one.ValidationAccuracy, one.Penalty, TimeSpan.FromTicks(one.ElapsedTicks).TotalSeconds,
            ];
            text.AppendJoin(',', cells.Select(cell => double.IsNaN(cell) ? "" : cell.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        }
        return text.ToString();
    }
}
