using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.FastTraining;

/// <content>Steps of small networks.</content>
internal sealed partial class OnlineSteps<T, TVector, TVectors>
{
    private readonly SmallSteps<T, TVector, TVectors>? _small;

    /// <inheritdoc/>
    public override bool TakesEpochs => _small is not null && _isOwnLoss && !Shape.RunsForeignCode; // which may throw, or count its calls

    private double RunSmall(ReadOnlySpan<int> order, T step, double sum, ref double right, CancellationToken cancellation)
    {
        int correct = 0;
        try
        {
            _small!.Run(order, InputTable, TargetTable, step, new Span<double>(ref sum), new Span<int>(ref correct), cancellation);
            right += correct;
            return _small.FirstNotFinite < 0 ? sum : throw NotFinite(_small.FirstNotFinite, 0, _small.LossNotFinite);
        }
        finally
        {
            Memory.NextSteps(_small!.Taken);
        }
    }

    /// <inheritdoc/>
    public override int RunEpochs(DataSet data, ReadOnlySpan<int> orders, double rate, Span<double> losses, Span<int> right, CancellationToken cancellation)
    {
        Take(data);
        losses.Clear();
        int epochs = _small!.Run(orders, InputTable, TargetTable, T.CreateTruncating(rate), losses, right, cancellation);
        if (_small.FirstNotFinite >= 0 || !FiniteCheck.AllFinite<double>(losses[..epochs]) || !FiniteCheck.AllFinite<T>(Parameters.Span)) return -1;
        Memory.NextSteps(_small.Taken);
        return epochs;
    }
}
