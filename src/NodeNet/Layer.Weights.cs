using System.Diagnostics;
using NodeNet.Activations;
using NodeNet.Foundation;

namespace NodeNet;

/// <content>Weights and biases as arrays.</content>
public sealed partial class Layer
{
    /// <summary>The weights from one earlier layer, a row for each node of this layer, a column for each node of the other; 0 where there is no
    /// connection.</summary>
    /// <param name="from">The index of the layer that the connections leave; by default the layer before.</param>
    /// <returns>A copy: [node of this layer][node of the other].</returns>
    /// <exception cref="ArgumentException">No connections lead from that layer to this one.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public double[][] GetWeights(int? from = null)
    {
        long reading = Network.BeginReading();
        ConnectionBlock block = BlockFrom(from);
        var weights = new double[Count][];
        for (int j = 0; j < Count; j++)
        {
            weights[j] = new double[block.Source.Count];
            for (int i = 0; i < block.Source.Count; i++)
                weights[j][i] = Network.Parameters[block.Index(i, j)];
        }
        Network.EndReading(reading);
        return weights;
    }

    /// <summary>Sets the weights from one earlier layer: a row for each node of this layer, in it a number for each node of the other.</summary>
    /// <param name="weights">[node of this layer][node of the other]; finite; 0 where there is no connection.</param>
    /// <param name="from">The index of the layer that the connections leave; by default the layer before.</param>
    /// <exception cref="ArgumentException">The shape does not fit, a number is not finite or stands where there is no connection, or no connections lead from
    /// that layer to this one.</exception>
    /// <exception cref="InvalidOperationException">Inside a step or a forward pass, or while another thread trains the network.</exception>
    public void SetWeights(double[][] weights, int? from = null)
    {
        Guard.NotNull(weights);
        Network.CheckMayChange();
        ConnectionBlock block = BlockFrom(from);
        if (weights.Length != Count)
        {
            throw new ArgumentException(
                $"weights has {MessageText.Count(weights.Length, "row")}; {Name} has {MessageText.Count(Count, "node")}, one row for each.", nameof(weights));
        }

        for (int j = 0; j < Count; j++)
            CheckRow(weights[j], block, j);

        for (int j = 0; j < Count; j++)
        {
            for (int i = 0; i < block.Source.Count; i++)
                Network.Parameters[block.Index(i, j)] = weights[j][i];
        }
        Network.Changed();
    }

    /// <summary>The biases of the layer's nodes, 0 for a node without; empty for the input layer.</summary>
    /// <returns>A copy.</returns>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public double[] GetBiases()
    {
        long reading = Network.BeginReading();
        double[] biases = IsInput ? [] : Network.Parameters.AsSpan(BiasStart, Count).ToArray();
        Network.EndReading(reading);
        return biases;
    }

    /// <summary>Sets the biases of the layer's nodes.</summary>
    /// <param name="biases">One finite number a node; 0 for a node without bias.</param>
    /// <exception cref="ArgumentException">The number of values does not fit, a value is not finite, or is not 0 for a node without bias.</exception>
    /// <exception cref="InvalidOperationException">The layer is the input layer; or inside a step or a forward pass, or while another thread trains the
    /// network.</exception>
    public void SetBiases(params ReadOnlySpan<double> biases)
    {
        ThrowIfInput();
        Network.CheckMayChange();
        if (biases.Length != Count)
        {
            throw new ArgumentException(
                $"biases has {MessageText.Count(biases.Length, "value")}; {Name} has {MessageText.Count(Count, "node")}.", nameof(biases));
        }

        for (int j = 0; j < Count; j++)
        {
            if (!double.IsFinite(biases[j]))
            {
                throw new ArgumentException(
                    $"The bias of {_nodes[j].Name} cannot be {MessageText.Exact(biases[j])}; it must be a finite number.", nameof(biases));
            }

            if (biases[j] != 0.0 && !_nodes[j].HasBias)
                throw new ArgumentException($"{_nodes[j].Name} has no bias, so its value must be 0, not {MessageText.Exact(biases[j])}.", nameof(biases));
        }
        biases.CopyTo(Network.Parameters.AsSpan(BiasStart, Count));
        Network.Changed();
    }

    private ConnectionBlock BlockFrom(int? from)
    {
        int index = from ?? Index - 1;
        foreach (ConnectionBlock block in IncomingBlocks)
        {
            if (block.Source.Index == index) return block;
        }
        string known = IncomingBlocks.Length == 0
            ? "no layer feeds it"
            : "it is fed by " + string.Join(", ", IncomingBlocks.Select(b => $"{b.Source.Index} ({b.Source.Name})"));
        throw new ArgumentException($"No connections lead from layer {index} to {Name}; {known}.", nameof(from));
    }

    private void CheckRow(double[] row, ConnectionBlock block, int target)
    {
        if (row is null || row.Length != block.Source.Count)
        {
            throw new ArgumentException(
                $"The weights into {_nodes[target].Name} have {MessageText.Count(row?.Length ?? 0, "value")}; {block.Source.Name} has "
                    + $"{MessageText.Count(block.Source.Count, "node")}.", nameof(row));
        }

        for (int i = 0; i < row.Length; i++)
        {
            string name = Connection.NameOf(block.Source.Nodes[i], _nodes[target]);
            if (!double.IsFinite(row[i]))
                throw new ArgumentException($"The weight {name} cannot be {MessageText.Exact(row[i])}; it must be a finite number.", nameof(row));
            if (row[i] != 0.0 && !Network.Exists(block.Index(i, target)))
                throw new ArgumentException($"{name} is not connected, so its weight must be 0, not {MessageText.Exact(row[i])}.", nameof(row));
        }
    }
}
