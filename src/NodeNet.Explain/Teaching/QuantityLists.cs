using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>Which quantities a step has, in the order in which they are computed.</summary>
internal static class QuantityLists
{
    /// <summary>α, and every input, target, weight and bias.</summary>
    public static IEnumerable<Quantity> Given(StepFacts facts)
    {
        yield return Quantity.Given(QuantityKind.LearningRate);
        for (int example = 1; example <= facts.Count; example++)
        {
            foreach (LedgerNode node in facts.Network.Layers[0].Nodes)
                yield return Quantity.Given(QuantityKind.Input, node.Name, example: example);
            foreach (LedgerNode node in facts.Outputs.Nodes)
                yield return Quantity.Given(QuantityKind.Target, node.Name, example: example);
        }
        foreach (LedgerParameter parameter in facts.Network.Parameters)
            yield return Quantity.Of(QuantityKind.Weight, QuantityKind.Bias, parameter);
    }

    /// <summary>Net input and activation of every node, and the loss, example by example.</summary>
    public static IEnumerable<Quantity> Forward(StepFacts facts)
    {
        for (int example = 1; example <= facts.Count; example++)
        {
            foreach (LedgerLayer layer in facts.ComputedLayers)
            {
                foreach (LedgerNode node in layer.Nodes)
                    yield return Quantity.NetInput(node.Name, example);
                foreach (LedgerNode node in layer.Nodes)
                    yield return Quantity.Activation(node.Name, example);
            }
            yield return Quantity.Loss(example);
        }
    }

    /// <summary>Push, slope and δ of every node, from the outputs back, example by example.</summary>
    public static IEnumerable<Quantity> Backward(StepFacts facts)
    {
        for (int example = 1; example <= facts.Count; example++)
        {
            foreach (LedgerLayer layer in facts.ComputedLayers.Reverse())
            {
                foreach (LedgerNode node in layer.Nodes)
                {
                    if (layer.IsWholeLayer && !facts.IsFused(node)) yield return Quantity.Push(node.Name, example);
                }
                foreach (LedgerNode node in layer.Nodes)
                {
                    if (!layer.IsWholeLayer && !facts.IsFused(node))
                    {
                        yield return Quantity.Push(node.Name, example);
                        yield return Quantity.Slope(node.Name, example);
                    }
                    yield return Quantity.Delta(node.Name, example);
                }
            }
        }
    }

    /// <summary>The change and new value of every weight and bias; where the change is more than α · δ · activation, before it the way downhill.</summary>
    public static IEnumerable<Quantity> Update(StepFacts facts)
    {
        if (!facts.IsPlain)
        {
            if (facts.Setup.ClipNorm is not null) yield return Quantity.Given(QuantityKind.ClipFactor);
            foreach (LedgerParameter parameter in facts.Network.Parameters.Where(parameter => !parameter.IsFrozen))
                yield return Quantity.Of(QuantityKind.WeightDownhill, QuantityKind.BiasDownhill, parameter);
        }
        foreach (LedgerParameter parameter in facts.Network.Parameters)
        {
            yield return Quantity.Of(QuantityKind.WeightChange, QuantityKind.BiasChange, parameter);
            yield return Quantity.Of(QuantityKind.NewWeight, QuantityKind.NewBias, parameter);
        }
    }
}
