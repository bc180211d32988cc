namespace NodeNet.Teaching;

/// <summary>What kind of number of a training step a <see cref="Quantity"/> is.</summary>
public enum QuantityKind
{
    /// <summary>α. Given.</summary>
    LearningRate,

    /// <summary>x: the activation of an input node. Given.</summary>
    Input,

    /// <summary>y: what an output should have been. Given.</summary>
    Target,

    /// <summary>The weight of a connection before the step. Given.</summary>
    Weight,

    /// <summary>The bias of a node before the step. Given.</summary>
    Bias,

    /// <summary>z: the bias plus the weighted sum of what leads to a node.</summary>
    NetInput,

    /// <summary>a: the activation function of the net input.</summary>
    Activation,

    /// <summary>The loss of an example.</summary>
    Loss,

    /// <summary>−∂Loss/∂activation: for a hidden node Σ δ(target) · weight over its outgoing connections, for an output minus the slope of the loss.</summary>
    Push,

    /// <summary>The slope of a node's activation function.</summary>
    Slope,

    /// <summary>δ = push · slope = −∂Loss/∂net input.</summary>
    Delta,

    /// <summary>−∂Loss/∂weight, for the whole batch, with the part of L1 and L2 and after clipping: what the optimizer is given.</summary>
    WeightDownhill,

    /// <summary>As <see cref="WeightDownhill"/>, for a bias.</summary>
    BiasDownhill,

    /// <summary>What the step adds to a weight; for gradient descent on one example α · δ(target) · activation(source).</summary>
    WeightChange,

    /// <summary>What the step adds to a bias; for gradient descent on one example α · δ.</summary>
    BiasChange,

    /// <summary>The weight after the step.</summary>
    NewWeight,

    /// <summary>The bias after the step.</summary>
    NewBias,

    /// <summary>By how much the whole gradient is shortened (<see cref="Training.TrainerOptions.ClipNorm"/>); 1 where it is short enough.</summary>
    ClipFactor,
}

/// <summary>One number of a training step, by its kind and the names of the node or connection that it belongs to: <c>Quantity.Delta("h1")</c>,
/// <c>Quantity.NewWeight("x1", "h1")</c>.</summary>
/// <param name="Kind">What kind of number it is.</param>
/// <param name="Node">The node's name, for a connection that of the node it leads to; empty where the number belongs to no node.</param>
/// <param name="Source">For a connection, the name of the node that it leaves; otherwise empty.</param>
/// <param name="Example">Which example of a batch, from 1; 0 for numbers that the whole batch shares, as weights and changes are.</param>
public sealed record Quantity(QuantityKind Kind, string Node = "", string Source = "", int Example = 0)
{
    /// <summary>z of a node.</summary>
    public static Quantity NetInput(string node, int example = 1) => new(QuantityKind.NetInput, node, "", example);

    /// <summary>The activation of a node.</summary>
    public static Quantity Activation(string node, int example = 1) => new(QuantityKind.Activation, node, "", example);

    /// <summary>The loss of an example.</summary>
    public static Quantity Loss(int example = 1) => new(QuantityKind.Loss, "", "", example);

    /// <summary>−∂Loss/∂activation of a node.</summary>
    public static Quantity Push(string node, int example = 1) => new(QuantityKind.Push, node, "", example);

    /// <summary>The slope of a node's activation function.</summary>
    public static Quantity Slope(string node, int example = 1) => new(QuantityKind.Slope, node, "", example);

    /// <summary>δ of a node.</summary>
    public static Quantity Delta(string node, int example = 1) => new(QuantityKind.Delta, node, "", example);

    /// <summary>What the step adds to a weight.</summary>
    public static Quantity WeightChange(string from, string to) => new(QuantityKind.WeightChange, to, from);

    /// <summary>A weight after the step.</summary>
    public static Quantity NewWeight(string from, string to) => new(QuantityKind.NewWeight, to, from);

    /// <summary>What the step adds to a bias.</summary>
    public static Quantity BiasChange(string node) => new(QuantityKind.BiasChange, node);

    /// <summary>A bias after the step.</summary>
    public static Quantity NewBias(string node) => new(QuantityKind.NewBias, node);

    internal static Quantity Given(QuantityKind kind, string node = "", string source = "", int example = 0) => new(kind, node, source, example);

    /// <summary>The quantity of a weight or of a bias, of a kind that both have.</summary>
    internal static Quantity Of(QuantityKind ofWeight, QuantityKind ofBias, Inspection.LedgerParameter parameter) =>
        new(parameter.IsBias ? ofBias : ofWeight, parameter.Target.Name, parameter.Source?.Name ?? "");

    /// <summary>Whether the number belongs to a connection.</summary>
    internal bool IsOfWeight => Source.Length > 0;

    /// <summary>Whether the number belongs to a bias.</summary>
    internal bool IsOfBias => Kind is QuantityKind.Bias or QuantityKind.BiasDownhill or QuantityKind.BiasChange or QuantityKind.NewBias;

    /// <summary>Whether the number is given with the task, and not computed in the step.</summary>
    public bool IsGiven => Kind <= QuantityKind.Bias;

    /// <summary>"δ of h1", "new weight x1→h1"; in a batch with the example, "δ of h1, example 2".</summary>
    public override string ToString()
    {
        string words = Kind switch
        {
            QuantityKind.LearningRate => "learning rate α",
            QuantityKind.Input => $"input {Node}",
            QuantityKind.Target => $"target of {Node}",
            QuantityKind.Weight => $"weight {Source}→{Node}",
            QuantityKind.Bias => $"bias of {Node}",
            QuantityKind.NetInput => $"net input of {Node}",
            QuantityKind.Activation => $"activation of {Node}",
            QuantityKind.Loss => "loss",
            QuantityKind.Push => $"push of {Node}",
            QuantityKind.Slope => $"slope of {Node}",
            QuantityKind.Delta => $"δ of {Node}",
            QuantityKind.WeightDownhill => $"downhill of {Source}→{Node}",
            QuantityKind.BiasDownhill => $"downhill of the bias of {Node}",
            QuantityKind.WeightChange => $"change of {Source}→{Node}",
            QuantityKind.BiasChange => $"change of the bias of {Node}",
            QuantityKind.NewWeight => $"new weight {Source}→{Node}",
            QuantityKind.NewBias => $"new bias of {Node}",
            _ => Node.Length == 0 ? "clip factor" : $"clip factor of {Node}",
        };
        return Example > 1 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{words}, example {Example}") : words;
    }

    /// <summary>As formulas write it, in the ledger's letters: δ_h1, z_h1, w_x1→h1, w⁺_x1→h1; the example of a batch in brackets, δ_h1[2].</summary>
    internal string Symbol
    {
        get
        {
            string symbol = Kind switch
            {
                QuantityKind.LearningRate => "α",
                QuantityKind.Input => Node,
                QuantityKind.Target => $"target_{Node}",
                QuantityKind.Weight => $"w_{Source}→{Node}",
                QuantityKind.Bias => $"b_{Node}",
                QuantityKind.NetInput => $"z_{Node}",
                QuantityKind.Activation => $"a_{Node}",
                QuantityKind.Loss => "loss",
                QuantityKind.Push => $"push_{Node}",
                QuantityKind.Slope => $"slope_{Node}",
                QuantityKind.Delta => $"δ_{Node}",
                QuantityKind.WeightDownhill => $"downhill_{Source}→{Node}",
                QuantityKind.BiasDownhill => $"downhill_b_{Node}",
                QuantityKind.WeightChange => $"Δw_{Source}→{Node}",
                QuantityKind.BiasChange => $"Δb_{Node}",
                QuantityKind.NewWeight => $"w⁺_{Source}→{Node}",
                QuantityKind.NewBias => $"b⁺_{Node}",
                _ => Node.Length == 0 ? "clip" : $"clip_{Node}",
            };
            return Example > 1 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{symbol}[{Example}]") : symbol;
        }
    }
}
