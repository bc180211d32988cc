namespace NodeNet.Diagnostics;

/// <summary>The codes of all findings. Each has its section in <c>docs/doctor.md</c>.</summary>
public static class FindingCodes
{
    /// <summary>Input columns of large numbers.</summary>
    public const string UnscaledInputs = "NN101";

    /// <summary>Input columns that are tiny beside the others.</summary>
    public const string UnevenInputs = "NN102";

    /// <summary>Input columns that always hold the same number, not 0.</summary>
    public const string ConstantInputs = "NN103";

    /// <summary>Input columns that are always 0.</summary>
    public const string ZeroInputs = "NN104";

    /// <summary>Target columns of large numbers.</summary>
    public const string UnscaledTargets = "NN105";

    /// <summary>Classes with far fewer examples than others, or none.</summary>
    public const string ClassImbalance = "NN106";

    /// <summary>Examples with the same inputs but different targets.</summary>
    public const string ContradictoryExamples = "NN107";

    /// <summary>Validation examples whose inputs are also in the training set.</summary>
    public const string Leakage = "NN108";

    /// <summary>Targets that the output's activation function cannot reach.</summary>
    public const string TargetsOutOfRange = "NN201";

    /// <summary>A softmax layer of one node.</summary>
    public const string SoftmaxOfOne = "NN202";

    /// <summary>A loss that does not go with the output's activation function.</summary>
    public const string LossMismatch = "NN203";

    /// <summary>Targets that the loss refuses.</summary>
    public const string RefusedTargets = "NN204";

    /// <summary>Nodes that no example activates.</summary>
    public const string DeadNodes = "NN301";

    /// <summary>Nodes whose activation function is flat at almost every example.</summary>
    public const string SaturatedNodes = "NN302";

    /// <summary>Nodes with equal weights, which stay equal.</summary>
    public const string TwinNodes = "NN303";

    /// <summary>δs that almost vanish on their way back.</summary>
    public const string VanishingDeltas = "NN304";

    /// <summary>δs that explode on their way back.</summary>
    public const string ExplodingDeltas = "NN305";

    /// <summary>Numbers that are not finite.</summary>
    public const string NotFinite = "NN306";

    /// <summary>Activations that explode on their way to the output.</summary>
    public const string ExplodingActivations = "NN307";

    /// <summary>Outputs to which no connections lead from the inputs.</summary>
    public const string CutOffOutputs = "NN308";

    /// <summary>Outputs to which only frozen weights and biases lead.</summary>
    public const string FrozenOutputs = "NN309";

    /// <summary>A place at which training does not get on, while other starting weights lead past it.</summary>
    public const string FlatPlace = "NN310";

    /// <summary>A learning rate that is far too high.</summary>
    public const string RateTooHigh = "NN401";

    /// <summary>A learning rate that is far too low.</summary>
    public const string RateTooLow = "NN402";

    /// <summary>All codes, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        UnscaledInputs, UnevenInputs, ConstantInputs, ZeroInputs, UnscaledTargets, ClassImbalance, ContradictoryExamples, Leakage,
        TargetsOutOfRange, SoftmaxOfOne, LossMismatch, RefusedTargets,
        DeadNodes, SaturatedNodes, TwinNodes, VanishingDeltas, ExplodingDeltas, NotFinite, ExplodingActivations, CutOffOutputs, FrozenOutputs, FlatPlace,
        RateTooHigh, RateTooLow,
    ];
}
