using System.Diagnostics.CodeAnalysis;
using NodeNet.Foundation;

namespace NodeNet;

/// <content>Copies of a network and of its parameters, and their comparison.</content>
public sealed partial class Network
{
    /// <summary>A copy with the same layers, connections, numbers, frozen parts and labels. Its nodes show nothing yet.</summary>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public Network Clone()
    {
        long reading = BeginReading();
        var copy = new Network([.. _layers.Select(layer => layer.ToPlan())]);
        foreach (Layer layer in ComputedLayers)
        {
            Layer other = copy._layers[layer.Index];
            copy.CopyRange(this, layer.BiasStart, other.BiasStart, layer.Stride);
            for (int b = 0; b < layer.IncomingBlocks.Length; b++)
                copy.CopyRange(this, layer.IncomingBlocks[b].Start, other.IncomingBlocks[b].Start, other.IncomingBlocks[b].Length);
        }
        foreach (Layer layer in _layers)
        {
            foreach (Node node in layer.Nodes)
                copy._layers[layer.Index].Nodes[node.Position].Label = node.Label;
        }
        EndReading(reading);
        return copy;
    }

    /// <summary>Takes over the weights and biases of a network of the same shape.</summary>
    /// <param name="other">A network with the same layers and connections.</param>
    /// <exception cref="ArgumentException">The two networks differ in layers, biases or connections.</exception>
    /// <exception cref="InvalidOperationException">The other network is being trained on another thread, or training began meanwhile. This one stays as it was.
    /// Or inside a step or a forward pass of this network, or while another thread trains it.</exception>
    public void CopyParametersFrom(Network other)
    {
        Guard.NotNull(other);
        CheckMayChange();
        long reading = other.BeginReading();
        if (FirstDifference(other, compareValues: false) is { } difference)
            throw new ArgumentException($"The networks are not of the same shape: {difference}.", nameof(other));
        double[] parameters = [.. Parameters];
        foreach ((int mine, int others, _) in PairParameters(other))
        {
            // A block whose connections are all gone has a place in one network and may have none in the other.
            if (mine >= 0 && others >= 0) parameters[mine] = other.Parameters[others];
        }
        other.EndReading(reading);
        parameters.CopyTo(Parameters, 0);
        Changed();
    }

    /// <summary>Copies all weights and biases, frozen ones included, <see cref="ParameterCount"/> of them, in one fixed order.</summary>
    /// <remarks>The order, layer by layer from the first hidden one to the output: the biases of its nodes; then, for each layer that feeds it, the earliest
    /// first, and for each node of that, the weights of its connections to the layer's nodes. A connection or bias that does not exist has no number.</remarks>
    /// <param name="destination">Receives the numbers; as long as there are parameters.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is of another length.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public void CopyParametersTo(Span<double> destination)
    {
        long reading = BeginReading();
        CheckParameterCount(destination.Length, nameof(destination));
        int filled = 0;
        foreach (ParameterRow row in ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if (Exists(p)) destination[filled++] = Parameters[p];
            }
        }
        EndReading(reading);
    }

    /// <summary>Takes over all weights and biases, frozen ones included, in the order of <see cref="CopyParametersTo"/>. Which connections and biases exist,
    /// and which are frozen, stays as it is.</summary>
    /// <param name="source">Finite numbers, as many as there are parameters (<see cref="ParameterCount"/>).</param>
    /// <exception cref="ArgumentException"><paramref name="source"/> is of another length or holds a number that is not finite. The network stays as it
    /// was.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread.</exception>
    public void CopyParametersFrom(ReadOnlySpan<double> source)
    {
        CheckMayChange();
        CheckParameterCount(source.Length, nameof(source));
        bool areFinite = FiniteCheck.AllFinite(source);
        int taken = 0;
        foreach (ParameterRow row in ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if (!Exists(p)) continue;
                if (areFinite)
                {
                    Parameters[p] = source[taken];
                }
                else if (!double.IsFinite(source[taken]))
                {
                    throw new ArgumentException(
                        $"source[{taken}], for {NameOfParameter(p)}, is {MessageText.Exact(source[taken])}; a weight or bias must be finite.", nameof(source));
                }

                taken++;
            }
        }
        Changed();
    }

    /// <summary>Whether another network has the same layers and connections with, bit for bit, the same weights and biases. Activation functions, labels and
    /// frozen parts are not compared.</summary>
    /// <param name="other">The other network.</param>
    /// <exception cref="InvalidOperationException">One of the networks is being trained on another thread, or training began meanwhile.</exception>
    public bool HasSameParametersAs([NotNullWhen(true)] Network? other) => other is not null && FirstParameterDifference(other) is null;

    /// <summary>The first difference to another network's layers, connections, weights or biases, in words, or null if there is none.</summary>
    /// <param name="other">The other network.</param>
    /// <exception cref="InvalidOperationException">One of the networks is being trained on another thread, or training began meanwhile.</exception>
    public string? FirstParameterDifference(Network other)
    {
        Guard.NotNull(other);
        long reading = BeginReading();
        long readingOther = other.BeginReading();
        string? difference = FirstDifference(other, compareValues: true);
        EndReading(reading);
        other.EndReading(readingOther);
        return difference;
    }

    private void CheckParameterCount(int length, string argument)
    {
        if (length == ParameterCount) return;
        throw new ArgumentException(
            $"{argument} has {MessageText.Count(length, "number")}; the network has {MessageText.Count(ParameterCount, "parameter")}.", argument);
    }

    private void CopyRange(Network source, int from, int to, int length)
    {
        source.Parameters.AsSpan(from, length).CopyTo(Parameters.AsSpan(to, length));
        if (source.Flags is null) return;
        Flags ??= new ParameterFlags[Parameters.Length];
        source.Flags.AsSpan(from, length).CopyTo(Flags.AsSpan(to, length));
    }

    private string? FirstDifference(Network other, bool compareValues)
    {
        if (_layers.Length != other._layers.Length)
            return $"{MessageText.Count(_layers.Length, "layer")} here, {other._layers.Length} there";
        for (int index = 0; index < _layers.Length; index++)
        {
            if (_layers[index].Count != other._layers[index].Count)
                return $"{_layers[index].Name} has {MessageText.Count(_layers[index].Count, "node")} here, {other._layers[index].Count} there";
        }
        foreach ((int mine, int others, string name) in PairParameters(other))
        {
            bool here = mine >= 0 && Exists(mine);
            bool there = others >= 0 && other.Exists(others);
            if (here != there) return $"{name} exists only {(here ? "here" : "there")}";
            if (compareValues && here && BitConverter.DoubleToInt64Bits(Parameters[mine]) != BitConverter.DoubleToInt64Bits(other.Parameters[others]))
                return $"{name} is {MessageText.Exact(Parameters[mine])} here, {MessageText.Exact(other.Parameters[others])} there";
        }
        return null;
    }

    /// <summary>Every bias and possible connection of two networks of the same layer sizes: where it is in each (−1: nowhere), and its name.</summary>
    private IEnumerable<(int Mine, int Others, string Name)> PairParameters(Network other)
    {
        foreach (Layer layer in ComputedLayers)
        {
            Layer twin = other._layers[layer.Index];
            for (int j = 0; j < layer.Count; j++)
                yield return (layer.BiasStart + j, twin.BiasStart + j, NameOfBias(layer.Nodes[j]));

            for (int source = 0; source < layer.Index; source++)
            {
                ConnectionBlock? mine = BlockBetween(_layers[source], layer);
                ConnectionBlock? others = BlockBetween(other._layers[source], twin);
                if (mine is null && others is null) continue;
                for (int i = 0; i < _layers[source].Count; i++)
                {
                    for (int j = 0; j < layer.Count; j++)
                        yield return (mine?.Index(i, j) ?? -1, others?.Index(i, j) ?? -1, NodeNet.Connection.NameOf(_layers[source].Nodes[i], layer.Nodes[j]));
                }
            }
        }
    }
}
