using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Minimizing;

/// <summary>A mean of squared errors, whose outputs' slopes are computed by the reference loops, output by output.</summary>
internal sealed class SquaresObjective : NetworkObjective, ILeastSquares
{
    private readonly NodeValues _values;
    private readonly double[] _downhill;
    private readonly OutputSlope _probe = new();
    private readonly double _factor; // of each squared error in the mean loss

    private SquaresObjective(Trainer trainer, DataSet data, double factor)
        : base(trainer, data)
    {
        _values = new NodeValues(Network);
        _downhill = new double[Network.Parameters.Length];
        _factor = factor;
    }

    /// <summary>The objective of a trainer, as a sum of squares where it is one.</summary>
    public static NetworkObjective Of(Trainer trainer, DataSet data) => trainer.Options.L1 != 0.0 ? new NetworkObjective(trainer, data) : trainer.Loss switch
    {
        SumOfSquaredErrors => new SquaresObjective(trainer, data, 1.0),
        HalfSumOfSquaredErrors => new SquaresObjective(trainer, data, 0.5),
        MeanSquaredError => new SquaresObjective(trainer, data, 1.0 / trainer.Network.OutputLayer.Count),
        _ => new NetworkObjective(trainer, data),
    };

    public double Evaluate(ReadOnlySpan<double> at, Span<double> slopes, Span<double> curvature)
    {
        double value = Evaluate(at, slopes);
        curvature.Clear();
        Layer outputs = Network.OutputLayer;
        var chosen = new double[outputs.Count];
        var own = new double[Count];
        double share = 2.0 * _factor / Data.TotalWeight;
        for (int row = 0; row < Data.Count; row++)
        {
            ForwardPass.Run(Network, Data.Inputs[row], _values.NetInputs, _values.Activations);
            for (int output = 0; output < outputs.Count; output++)
            {
                chosen.AsSpan().Clear();
                chosen[output] = 1.0;
                _downhill.AsSpan().Clear();
                BackwardPass.Run(Network, _probe, chosen, _values.NetInputs, _values.Activations, _values.Deltas);
                BackwardPass.AddDownhill(Network, _values.Activations, _values.Deltas, 1.0, _downhill);
                for (int i = 0; i < own.Length; i++) own[i] = _downhill[Places[i]];
                AddSquare(own, Data.WeightOf(row) * share, curvature);
            }
        }
        Mirror(curvature);
        AddPenalty(curvature);
        return value;
    }

    /// <summary>Adds share · own · ownᵀ to the lower triangle.</summary>
    private static void AddSquare(ReadOnlySpan<double> own, double share, Span<double> curvature)
    {
        for (int i = 0; i < own.Length; i++)
        {
            double times = share * own[i];
            if (times == 0.0) continue;
            Span<double> row = curvature.Slice(i * own.Length, i + 1);
            for (int j = 0; j <= i; j++) row[j] += times * own[j];
        }
    }

    private void Mirror(Span<double> curvature)
    {
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < i; j++) curvature[j * Count + i] = curvature[i * Count + j];
        }
    }

    private void AddPenalty(Span<double> curvature)
    {
        int next = 0;
        foreach (ParameterRow row in Network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if (!Network.IsTrainable(p)) continue;
                if (Penalty.Counts(row.IsBias)) curvature[next * Count + next] += Penalty.L2;
                next++;
            }
        }
    }

    /// <summary>A loss whose δs are the slopes of the output whose target is 1.</summary>
    private sealed class OutputSlope : ILoss
    {
        public string Name => "output";

        public double Term(double output, double target) => -target * output;

        public double Slope(double output, double target) => -target;
    }
}
