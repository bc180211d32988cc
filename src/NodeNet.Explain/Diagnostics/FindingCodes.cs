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

    /// <summary>A method that looks at all weights at once, as L-BFGS, without L2 and without validation.</summary>
    public const string UnboundMinimizer = "NN403";

    /// <summary>A column of a table that identifies its rows.</summary>
    public const string IdentifierColumn = "NN501";

    /// <summary>Numbers or dates of another form, as with a decimal comma, that were read as words.</summary>
    public const string ReadAsWords = "NN502";

    /// <summary>A column of texts.</summary>
    public const string TextColumn = "NN503";

    /// <summary>An input column from which alone a target follows.</summary>
    public const string TellsTarget = "NN504";

    /// <summary>A column of a table with one value.</summary>
    public const string ConstantColumn = "NN505";

    /// <summary>A column without a value in almost all rows.</summary>
    public const string MostlyMissing = "NN506";

    /// <summary>Categories that a single row has.</summary>
    public const string SeenOnce = "NN507";

    /// <summary>A number, as −999, that stands for a missing value.</summary>
    public const string GapCode = "NN508";

    /// <summary>Rows without a target.</summary>
    public const string MissingTargets = "NN509";

    /// <summary>Classes of one row or two.</summary>
    public const string RareClasses = "NN510";

    /// <summary>Columns or cells that the recipe refuses, for a reason without a code of its own.</summary>
    public const string RefusedByRecipe = "NN511";

    /// <summary>All codes, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        UnscaledInputs, UnevenInputs, ConstantInputs, ZeroInputs, UnscaledTargets, ClassImbalance, ContradictoryExamples, Leakage,
        TargetsOutOfRange, SoftmaxOfOne, LossMismatch, RefusedTargets,
        DeadNodes, SaturatedNodes, TwinNodes, VanishingDeltas, ExplodingDeltas, NotFinite, ExplodingActivations, CutOffOutputs, FrozenOutputs, FlatPlace,
        RateTooHigh, RateTooLow, UnboundMinimizer,
        IdentifierColumn, ReadAsWords, TextColumn, TellsTarget, ConstantColumn, MostlyMissing, SeenOnce, GapCode, MissingTargets, RareClasses, RefusedByRecipe,
    ];
}
