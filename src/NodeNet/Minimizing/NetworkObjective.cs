using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Steps;
using NodeNet.Training;

namespace NodeNet.Minimizing;

/// <summary>The mean loss of a network over a data set, with the penalty, by the weights and biases that are trained: frozen ones are left out. The trainer's
/// own loops compute it, in double precision.</summary>
internal class NetworkObjective : IObjective
{
    private readonly IStepper _stepper;
    private readonly OptimizerMemory _memory;
    private readonly int[] _order;

    public NetworkObjective(Trainer trainer, DataSet data)
    {
        (Network, Data, Loss, Penalty) = (trainer.Network, data, trainer.Loss, trainer.Options.Penalty);
        var cache = new StepperCache(Network, Loss, trainer.Options with
        {
            Optimizer = new Collecting(),
            ClipNorm = null,
            MaxNorm = null,
            BatchReduction = BatchReduction.Mean,
            Precision = Precision.Double,
        });
        _stepper = cache.For(data.Count);
        _memory = cache.Reference.Memory;
        _order = [.. Enumerable.Range(0, data.Count)];
        Places = [
            .. Network.ParameterRows.SelectMany(row => Enumerable.Range(row.Start, row.Count)).Where(Network.IsTrainable),
        ];
    }

    public int Count => Places.Length;

    public int Passes { get; private set; }

    protected Network Network { get; }

    protected DataSet Data { get; }

    protected ILoss Loss { get; }

    protected WeightPenalty Penalty { get; }

    /// <summary>Where each number stands among the network's parameters.</summary>
    protected int[] Places { get; }

    /// <summary>The numbers of the network as it is.</summary>
    public double[] Now => [.. Places.Select(place => Network.Parameters[place])];

    public double Evaluate(ReadOnlySpan<double> at, Span<double> slopes)
    {
        Passes++;
        Set(at);
        _memory.Planes[0].Span.Clear();
        _stepper.Load();
        double sum;
        double right = 0.0;
        try
        {
            sum = _stepper.Run(Data, _order, _order.Length, 1.0, ref right, CancellationToken.None);
        }
        catch (StepDivergedException)
        {
            return double.PositiveInfinity;
        }
        double value = sum / Data.TotalWeight + UpdatePass.Penalty(Network, Penalty);
        if (!double.IsFinite(value)) return double.PositiveInfinity;
        for (int i = 0; i < Places.Length; i++) slopes[i] = -_memory.Planes[0][Places[i]];
        return value;
    }

    /// <summary>Gives the network these numbers.</summary>
    public void Set(ReadOnlySpan<double> at)
    {
        for (int i = 0; i < Places.Length; i++) Network.Parameters[Places[i]] = at[i];
    }

    public void Release() => _stepper.Release();

    /// <summary>A rule that changes nothing, and remembers the way downhill.</summary>
    private sealed class Collecting : IOptimizer
    {
        public string Name => "collecting";

        public int MemoryLength => 1;

        public double Change(double downhill, double value, Span<double> memory, in StepContext context)
        {
            memory[0] = downhill;
            return -0.0; // added to a number it is that number, −0 included
        }
    }
}
