using System.Runtime.CompilerServices;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Steps;

namespace NodeNet.Training;

/// <summary>Short epochs at a stretch, where nobody sees the network between them: what is looked after at the end of each would cost as much as the steps of a
/// small network. They have the numbers that they have one by one. If any is not finite, all is put back as it was, and they are taken one by one: then
/// what went wrong is found in its place.</summary>
internal sealed class EpochsTogether(Network network, DataSet training, RandomGenerator random, bool shuffle)
{
    // Of more examples an epoch looking after it costs next to nothing.
    private const int MostExamples = 4096;

    private int[] _orders = [];

    /// <summary>The sum of the examples' losses of each epoch.</summary>
    public double[] Losses { get; private set; } = [];

    /// <summary>How many examples' classes were right in each epoch.</summary>
    public int[] Right { get; private set; } = [];

    /// <summary>Whether a run is of such epochs.</summary>
    /// <param name="options">How to learn.</param>
    /// <param name="isWatched">Whether anybody is told of epochs, or decides on them.</param>
    /// <param name="training">The examples.</param>
    public static bool Fit(TrainerOptions options, bool isWatched, DataSet training) =>
        !isWatched && !options.KeepBest && options.Penalty.IsNone && training.RowWeights is null && training.Count <= MostExamples / 2;

    /// <summary>Takes epochs.</summary>
    /// <param name="stepper">The loops.</param>
    /// <param name="most">How many epochs at most.</param>
    /// <param name="rate">α.</param>
    /// <param name="before">Every weight and bias as it is now.</param>
    /// <param name="cancellation">Ends them after a step.</param>
    /// <returns>How many whole epochs there were; 0 if nothing has been done.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Run(IStepper stepper, int most, double rate, double[] before, CancellationToken cancellation)
    {
        int epochs = Math.Min(most, MostExamples / training.Count);
        if (epochs < 2 || !stepper.TakesEpochs) return 0;
        RandomState state = random.State;
        Prepare(epochs);

        network.BeginSteps();
        int taken = 0;
        bool isFinite = false;
        try
        {
            stepper.Load();
            try
            {
                taken = stepper.RunEpochs(training, _orders, rate, Losses.AsSpan(0, epochs), Right, cancellation);
            }
            finally
            {
                stepper.WriteBack();
            }
            isFinite = taken >= 0;
        }
        finally
        {
            if (!isFinite)
            {
                before.CopyTo(network.Parameters.AsSpan());
                random.State = state;
            }
            network.EndSteps();
            network.Changed();
        }
        return isFinite ? taken : 0;
    }

    private void Prepare(int epochs)
    {
        int count = training.Count;
        if (Losses.Length < epochs)
        {
            Losses = new double[epochs];
            Right = new int[epochs];
            _orders = new int[shuffle ? epochs * count : count];
            for (int i = 0; i < count && !shuffle; i++)
                _orders[i] = i;
        }
        for (int e = 0; e < epochs && shuffle; e++)
        {
            Span<int> order = _orders.AsSpan(e * count, count);
            for (int i = 0; i < count; i++)
                order[i] = i;
            random.Shuffle(order);
        }
    }
}
