namespace NodeNet;

/// <summary>Keeps the trained weights that lead to a node from becoming longer than a limit (max-norm).</summary>
internal static class WeightNorms
{
    /// <summary>What the weights into each node, once they have changed, are to be multiplied by: limit / √(Σ w²) where they are longer, otherwise 1.</summary>
    /// <param name="network">The network.</param>
    /// <param name="longest">The limit.</param>
    /// <param name="changes">What is about to be added to each parameter.</param>
    /// <returns>A factor for every node, at its slot.</returns>
    public static double[] Factors(Network network, double longest, ReadOnlySpan<double> changes)
    {
        double[] factors = [.. Enumerable.Repeat(1.0, network.SlotCount)];
        foreach (Layer layer in network.ComputedLayers)
        {
            for (int node = 0; node < layer.Count; node++)
            {
                double largest = 0.0;
                foreach (int weight in TrainedInto(network, layer, node))
                    largest = Math.Max(largest, Math.Abs(network.Parameters[weight] + changes[weight]));
                double squares = 0.0; // of shares of the largest, so that none overflows
                foreach (int weight in TrainedInto(network, layer, node))
                    squares += Square((network.Parameters[weight] + changes[weight]) / largest);
                double length = largest * Math.Sqrt(squares);
                if (length > longest) factors[layer.Slot(node)] = longest / largest / Math.Sqrt(squares);
            }
        }
        return factors;
    }

    /// <summary>Multiplies the weights.</summary>
    public static void Apply(Network network, ReadOnlySpan<double> factors)
    {
        foreach (Layer layer in network.ComputedLayers)
        {
            for (int node = 0; node < layer.Count; node++)
            {
                double factor = factors[layer.Slot(node)];
                if (factor == 1.0) continue;
                foreach (int weight in TrainedInto(network, layer, node))
                    network.Parameters[weight] *= factor;
            }
        }
        network.Changed();
    }

    private static double Square(double number) => number * number;

    private static IEnumerable<int> TrainedInto(Network network, Layer layer, int node)
    {
        foreach (ConnectionBlock block in layer.IncomingBlocks)
        {
            for (int source = 0; source < block.Source.Count; source++)
            {
                int weight = block.Index(source, node);
                if (network.IsTrainable(weight)) yield return weight;
            }
        }
    }
}
