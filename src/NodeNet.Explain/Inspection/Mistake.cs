using NodeNet.Foundation;

namespace NodeNet.Inspection;

/// <summary>A classic mistake of a training step done by hand or by a first program. It can be made on purpose, on any network and step, and be shown beside
/// the right numbers.</summary>
public sealed class Mistake
{
    private Mistake(MistakeKinds kind, string name, string description, string right, string wrong, string noDifference)
    {
        Kind = kind;
        Name = name;
        Description = description;
        Right = right;
        Wrong = wrong;
        NoDifference = noDifference;
    }

    /// <summary>Weights change as soon as the layer behind them is done, so the δ of a hidden node is taken from outgoing weights that have already
    /// changed.</summary>
    public static Mistake UpdatesBeforePropagating { get; } = new(
        MistakeKinds.UpdatesBeforePropagating,
        "updates before propagating",
        "The outgoing weights change first, and the δ of the hidden nodes is then taken from the changed weights. The loss that δ speaks of was made with "
            + "the weights of the forward pass.",
        "δ_h = (Σ δ(target) · weight) · slope, with the weights of the forward pass",
        "δ_h = (Σ δ(target) · new weight) · slope",
        "there is no hidden node whose outgoing weights change");

    /// <summary>The δ of one hidden node adds up the connections of all nodes of its layer, instead of its own.</summary>
    public static Mistake SumsWholeLayer { get; } = new(
        MistakeKinds.SumsWholeLayer,
        "sums the whole layer",
        "Every hidden node gets the sum of δ · weight over the outgoing connections of all the nodes of its layer. A node is to blame only for what went "
            + "through its own connections.",
        "δ_h = (Σ δ(target) · weight over the node's own outgoing connections) · slope",
        "δ_h = (Σ δ(target) · weight over the outgoing connections of all nodes of the layer) · slope",
        "no hidden layer has a second node whose connections could be counted");

    /// <summary>δ is taken without the slope of the activation function.</summary>
    public static Mistake ForgetsSlope { get; } = new(
        MistakeKinds.ForgetsSlope,
        "forgets the slope",
        "δ is taken without the slope of the activation function, as if every activation function were the identity.",
        "δ = push · slope, where the push is Σ δ(target) · weight, or for an output minus the slope of the loss",
        "δ = push",
        "every slope in this step is 1, or multiplies a 0");

    /// <summary>Every change has the wrong sign: the step goes uphill, and the loss grows.</summary>
    public static Mistake StepsUphill { get; } = new(
        MistakeKinds.StepsUphill,
        "steps uphill",
        "The change of every weight and bias has the wrong sign, as when a δ of one book (−∂Loss/∂net input) is put into the formula of another (weight − α "
            + "· δ · activation). The loss grows.",
        "new weight = weight + α · δ(target) · activation(source)",
        "new weight = weight − α · δ(target) · activation(source)",
        "nothing changes in this step");

    /// <summary>Weights are trained, biases stay as they are.</summary>
    public static Mistake LeavesBiases { get; } = new(
        MistakeKinds.LeavesBiases,
        "leaves the biases",
        "Weights are trained but biases are not, as in programs that keep them out of the loop. Nothing looks wrong, but the network can only turn its "
            + "lines and never move them.",
        "new bias = bias + α · δ",
        "new bias = bias",
        "no bias changes in this step: there is none, it is frozen, or its δ is 0");

    /// <summary>The slope is computed from the net input where its formula has the activation, as z · (1 − z) for a sigmoid node.</summary>
    public static Mistake NetInputInSlope { get; } = new(
        MistakeKinds.NetInputInSlope,
        "puts the net input into the slope",
        "Formulas such as a · (1 − a) for the sigmoid or 1 − a² for tanh want the activation, but get the net input.",
        "slope of a sigmoid node = a · (1 − a)",
        "slope of a sigmoid node = z · (1 − z)",
        "no slope in this step is computed from an activation other than its net input");

    /// <summary>All six, in the order in which lessons usually meet them.</summary>
    public static IReadOnlyList<Mistake> All { get; } =
        [UpdatesBeforePropagating, SumsWholeLayer, ForgetsSlope, StepsUphill, LeavesBiases, NetInputInSlope];

    /// <summary>What is done, in a few words: "updates before propagating".</summary>
    public string Name { get; }

    /// <summary>What goes wrong, and why it is wrong.</summary>
    public string Description { get; }

    /// <summary>The right formula.</summary>
    public string Right { get; }

    /// <summary>The formula that the mistake puts in its place.</summary>
    public string Wrong { get; }

    /// <summary>Why a step comes out right all the same, for the steps in which it does.</summary>
    internal string NoDifference { get; }

    internal MistakeKinds Kind { get; }

    /// <summary>The <see cref="Name"/>.</summary>
    public override string ToString() => Name;

    internal static IReadOnlyList<Mistake> Of(MistakeKinds kinds) => [.. All.Where(mistake => (mistake.Kind & kinds) != 0)];

    internal static MistakeKinds KindsOf(IReadOnlyList<Mistake> mistakes)
    {
        MistakeKinds kinds = MistakeKinds.None;
        foreach (Mistake mistake in mistakes)
            kinds |= Guard.NotNull(mistake).Kind;
        return kinds;
    }
}
