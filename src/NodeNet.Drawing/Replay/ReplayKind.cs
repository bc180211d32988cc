namespace NodeNet.Drawing.Replay;

/// <summary>A quantity that a replay shows, as δ of a node or a connection's new weight. Formulas name it by its code.</summary>
/// <param name="Code">What formulas call it.</param>
/// <param name="Of">What has it: "node", "edge" (a connection) or "step".</param>
/// <param name="Name">Its name in words.</param>
/// <param name="Symbol">Its symbol: "δ_*" is δ with the name of the node below the line.</param>
internal sealed record ReplayKind(string Code, string Of, string Name, string Symbol)
{
    public static readonly ReplayKind Activation = new("a", "node", "activation", "a_*") { InputSymbol = "*" };
    public static readonly ReplayKind NetInput = new("z", "node", "net input", "z_*");
    public static readonly ReplayKind Target = new("t", "node", "target", "target_*");
    public static readonly ReplayKind LossTerm = new("e", "node", "loss term", "loss_*");
    public static readonly ReplayKind LossSlope = new("l", "node", "slope of the loss", "slope of loss_*");
    public static readonly ReplayKind Push = new("p", "node", "push", "push_*");
    public static readonly ReplayKind Slope = new("s", "node", "slope", "slope_*");
    public static readonly ReplayKind Delta = new("d", "node", "δ", "δ_*");

    public static readonly ReplayKind Weight = new("w", "edge", "weight", "w_*");
    public static readonly ReplayKind Bias = new("b", "node", "bias", "b_*");
    public static readonly ReplayKind SumForward = new("u", "edge", "sum so far", "sum");
    public static readonly ReplayKind SumBack = new("v", "edge", "sum so far, back", "sum");
    public static readonly ReplayKind WeightedInput = new("q", "edge", "weighted input", "w·a_*");
    public static readonly ReplayKind WeightedDelta = new("o", "edge", "weighted δ", "δ·w_*");
    public static readonly ReplayKind WeightShare = new("g", "edge", "way downhill of the example", "g_*");
    public static readonly ReplayKind BiasShare = new("h", "node", "way downhill of the example, bias", "g_b *");
    public static readonly ReplayKind WeightReduced = new("G", "edge", "way downhill", "G_*");
    public static readonly ReplayKind BiasReduced = new("H", "node", "way downhill, bias", "G_b *");
    public static readonly ReplayKind WeightPenalized = new("P", "edge", "way downhill with the penalty", "P_*");
    public static readonly ReplayKind BiasPenalized = new("Q", "node", "way downhill with the penalty, bias", "P_b *");
    public static readonly ReplayKind WeightDownhill = new("D", "edge", "way downhill, clipped", "D_*");
    public static readonly ReplayKind BiasDownhill = new("E", "node", "way downhill, clipped, bias", "D_b *");
    public static readonly ReplayKind WeightChange = new("c", "edge", "change of the weight", "Δw_*");
    public static readonly ReplayKind BiasChange = new("k", "node", "change of the bias", "Δb_*");
    public static readonly ReplayKind NewWeight = new("W", "edge", "new weight", "new w_*");
    public static readonly ReplayKind NewBias = new("B", "node", "new bias", "new b_*");

    public static readonly ReplayKind Loss = new("L", "step", "loss", "Loss");
    public static readonly ReplayKind BatchLoss = new("M", "step", "mean loss", "mean Loss");
    public static readonly ReplayKind LossAfter = new("A", "step", "loss after the step", "Loss after");
    public static readonly ReplayKind LearningRate = new("r", "step", "learning rate", "α");
    public static readonly ReplayKind L1 = new("x", "step", "L1", "L1");
    public static readonly ReplayKind L2 = new("y", "step", "L2", "L2");
    public static readonly ReplayKind ClipFactor = new("f", "step", "clip factor", "clip");

    // As a step computes them: the tables' columns stand in this order. What an optimizer remembers (n, N) stands before and after the change.
    private const string Order = "xyrbwuqzatelvopsdLMghGHPQfDEnckNBWA";

    /// <summary>The kind's place in the order of computing.</summary>
    public int Place => Order.IndexOf(Code[0], StringComparison.Ordinal);

    /// <summary>The symbol for an input node, if that is another.</summary>
    public string? InputSymbol { get; init; }

    /// <summary>A number that the optimizer remembers for a parameter.</summary>
    /// <param name="number">Which, from 0.</param>
    /// <param name="name">What the optimizer calls it.</param>
    /// <param name="isBias">Whether it is remembered for a bias.</param>
    /// <param name="isAfter">Whether after the step.</param>
    public static ReplayKind Memory(int number, string name, bool isBias, bool isAfter)
    {
        string code = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(isAfter ? 'N' : 'n')}{(isBias ? 'b' : 'w')}{number}");
        string words = $"{name}{(isAfter ? " after" : "")}{(isBias ? ", bias" : "")}";
        return new ReplayKind(code, isBias ? "node" : "edge", words, $"{(isAfter ? "new " : "")}{name.Replace('_', ' ')}_{(isBias ? "b *" : "*")}");
    }
}
