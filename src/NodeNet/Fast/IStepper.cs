using NodeNet.Data;

namespace NodeNet.Fast;

/// <summary>Takes training steps over a data set.</summary>
internal interface IStepper
{
    /// <summary>One step, on the examples of a batch.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="batch">The numbers of the examples.</param>
    /// <param name="rate">α.</param>
    /// <param name="right">Counts examples whose class was predicted right.</param>
    /// <returns>The sum of the examples' losses before the step.</returns>
    /// <exception cref="NotFiniteNumberException">A loss or a parameter is no longer finite.</exception>
    double Step(DataSet data, ReadOnlySpan<int> batch, double rate, ref int right);

    /// <summary>Takes the network's parameters over into the working values, where these are others.</summary>
    void Load();

    /// <summary>Writes the working values back to the network, where these are others.</summary>
    void WriteBack();
}
