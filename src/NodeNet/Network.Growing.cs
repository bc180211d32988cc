using NodeNet.Foundation;
using NodeNet.Initializers;

namespace NodeNet;

/// <content>Larger and smaller networks made of one.</content>
public sealed partial class Network
{
    /// <summary>A copy with one more node at the end of a hidden layer. Its outputs are the same, to the bit: the weights that leave the new node are 0 until
    /// training moves them. The weights into it are drawn as those of its layer's other nodes; it is connected to all nodes of the layers that its layer is
    /// connected to. Where nodes have activation functions of their own, it gets that of the first.</summary>
    /// <param name="hiddenLayer">The hidden layer's number, from 0: its place in <see cref="HiddenLayers"/>.</param>
    /// <param name="seed">Decides the weights into the new node.</param>
    /// <returns>The copy; this network stays as it is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such hidden layer.</exception>
    /// <exception cref="InvalidOperationException">The layer has an activation function of the whole layer, as softmax, which one more node would change; or
    /// the network is being trained on another thread, or training began meanwhile.</exception>
    public Network WithNode(int hiddenLayer, long seed)
    {
        if (hiddenLayer < 0 || hiddenLayer >= HiddenLayers.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(hiddenLayer), hiddenLayer,
                $"hiddenLayer is {hiddenLayer}; the network has {MessageText.Count(HiddenLayers.Count, "hidden layer")}, counted from 0.");
        }
        Layer grown = HiddenLayers[hiddenLayer];
        if (grown.LayerActivation is { } whole)
            throw new InvalidOperationException($"{grown.Name} has {whole.Name} over the whole layer, whose other nodes one more would change.");
        LayerPlan[] plans = [.. _layers.Select(layer => layer.ToPlan())];
        LayerPlan plan = plans[grown.Index];
        plans[grown.Index] = plan with
        {
            Count = plan.Count + 1,
            OwnActivations = plan.OwnActivations is null ? null : [.. plan.OwnActivations, grown.ActivationOf(0)],
        };
        var copy = new Network(plans);
        copy.TakeOver(this, layer => layer.Index, node => node.Position);
        Layer after = copy._layers[grown.Index];
        var random = new RandomGenerator(seed);
        IInitializer initializer = (after.ActivationOf(grown.Count) ?? grown.ActivationOf(0)!).DefaultInitializer;
        int fanIn = after.IncomingBlocks.Sum(block => block.Source.Count);
        foreach (ConnectionBlock block in after.IncomingBlocks)
        {
            for (int source = 0; source < block.Source.Count; source++)
                copy.Restore(block.Index(source, grown.Count), CheckedStart(initializer.Draw(random, fanIn, after.Count), initializer), ParameterFlags.None);
        }
        if (grown.Nodes.All(node => !node.HasBias)) copy.Restore(after.BiasStart + grown.Count, 0.0, ParameterFlags.Missing);
        return copy;
    }

    /// <summary>A copy without a hidden node: it is gone with all connections into and out of it. The nodes after it in its layer are numbered anew, so that h3
    /// becomes h2; labels stay with their nodes.</summary>
    /// <param name="name">The node's name or label.</param>
    /// <returns>The copy; this network stays as it is.</returns>
    /// <exception cref="ArgumentException">There is no such node; or it is an input, an output or the only node of its layer.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public Network WithoutNode(string name)
    {
        Node gone = Node(name);
        if (gone.Layer.IsInput || gone.Layer.IsOutput)
        {
            throw new ArgumentException(
                $"{gone.Name} is an {(gone.Layer.IsInput ? "input" : "output")}; only hidden nodes can be taken out, since the data decide about the others.",
                nameof(name));
        }
        if (gone.Layer.Count == 1)
            throw new ArgumentException($"{gone.Name} is the only node of {gone.Layer.Name}; a layer has at least one.", nameof(name));
        LayerPlan[] plans = [.. _layers.Select(layer => layer.ToPlan())];
        LayerPlan plan = plans[gone.Layer.Index];
        plans[gone.Layer.Index] = plan with
        {
            Count = plan.Count - 1,
            OwnActivations = plan.OwnActivations is null ? null : [.. plan.OwnActivations.Where((_, place) => place != gone.Position)],
        };
        var copy = new Network(plans);
        copy.TakeOver(
            this,
            layer => layer.Index,
            node => node.Layer.Index != gone.Layer.Index || node.Position < gone.Position ? node.Position
                : node.Position == gone.Position ? -1 : node.Position - 1);
        return copy;
    }

    /// <summary>Takes over parameters and labels of another network, of the nodes that are in both.</summary>
    /// <param name="other">The other network.</param>
    /// <param name="layerOf">The number of a layer of the other network in this.</param>
    /// <param name="placeOf">The place of a node of the other network in its layer in this; below 0 if it is not here.</param>
    internal void TakeOver(Network other, Func<Layer, int> layerOf, Func<Node, int> placeOf)
    {
        long reading = other.BeginReading();
        foreach (Layer theirs in other.ComputedLayers)
        {
            Layer ours = _layers[layerOf(theirs)];
            foreach (Node target in theirs.Nodes)
            {
                int node = placeOf(target);
                if (node < 0) continue;
                Take(theirs.BiasStart + target.Position, ours.BiasStart + node);
                foreach (ConnectionBlock block in theirs.IncomingBlocks)
                {
                    ConnectionBlock here = ours.IncomingBlocks.First(each => each.Source.Index == layerOf(block.Source));
                    foreach (Node source in block.Source.Nodes)
                    {
                        if (placeOf(source) is >= 0 and int place) Take(block.Index(source.Position, target.Position), here.Index(place, node));
                    }
                }
            }
        }
        foreach (Node node in other._layers.SelectMany(layer => layer.Nodes))
        {
            if (placeOf(node) is >= 0 and int place) _layers[layerOf(node.Layer)].Nodes[place].Label = node.Label;
        }
        other.EndReading(reading);

        void Take(int from, int to) => Restore(to, other.Parameters[from], other.Flags?[from] ?? ParameterFlags.None);
    }
}
