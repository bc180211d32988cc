using NodeNet.Data;

namespace NodeNet.Steps;

/// <summary>Takes training steps over a data set.</summary>
internal interface IStepper
{
    /// <summary>Takes a step for each batch of an order of examples.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="order">The numbers of the examples, in the order in which they are taken.</param>
    /// <param name="batchSize">How many share a step; the last batch may be smaller.</param>
    /// <param name="rate">α.</param>
    /// <param name="sum">The sum that the losses are added to: 0, or that of the pieces of the epoch before.</param>
    /// <param name="right">Adds the weights of the examples whose class was predicted right; without weights, their number.</param>
    /// <param name="cancellation">Ends the run after the current step.</param>
    /// <returns>The sum with the examples' losses, each before its step and times its weight.</returns>
    /// <exception cref="NodeNet.Steps.StepDivergedException">A loss or a parameter is no longer finite.</exception>
    double Run(DataSet data, ReadOnlySpan<int> order, int batchSize, double rate, double sum, ref double right, CancellationToken cancellation);

    /// <summary>As the other, from a sum of 0.</summary>
    double Run(DataSet data, ReadOnlySpan<int> order, int batchSize, double rate, ref double right, CancellationToken cancellation) =>
        Run(data, order, batchSize, rate, 0.0, ref right, cancellation);

    /// <summary>Whether it can take many short epochs at a stretch (<see cref="RunEpochs"/>).</summary>
    bool TakesEpochs => false;

    /// <summary>Takes the steps of several epochs. Of an epoch that is not finite, or is cancelled, the network holds the steps before.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="orders">The order of the examples: one for all epochs, or one for each behind each other.</param>
    /// <param name="rate">α.</param>
    /// <param name="losses">Receives the sum of the examples' losses for each epoch; so many epochs are taken.</param>
    /// <param name="right">Receives how many classes were predicted right in each.</param>
    /// <param name="cancellation">Ends the run after the current step.</param>
    /// <returns>How many whole epochs there were; −1 if a loss or a parameter is not finite; then no step is counted.</returns>
    int RunEpochs(DataSet data, ReadOnlySpan<int> orders, double rate, Span<double> losses, Span<int> right, CancellationToken cancellation) =>
        throw new NotSupportedException();

    /// <summary>Takes the network's parameters over into the working values, where these are others.</summary>
    void Load();

    /// <summary>Writes the working values back to the network, where these are others.</summary>
    void WriteBack();

    /// <summary>Lets go of threads, until the next run.</summary>
    void Release();
}
