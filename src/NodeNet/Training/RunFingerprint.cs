using System.Globalization;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Persistence;

namespace NodeNet.Training;

/// <summary>What decides the numbers of a run, as names and texts: two runs with the same set-up go the same way. What only decides when a run ends (epochs,
/// stopping rule, cancellation) and who watches is no part of it, nor is the number of threads; but without validation data a stopping rule makes the run
/// measure the training loss, and that the history shows.</summary>
internal sealed class RunFingerprint
{
    /// <summary>How many characters a text has at most.</summary>
    public const int MostText = 4000;

    /// <summary>What a setting says that is not there. Those that are younger than the format are left out of a file where they say so.</summary>
    public const string None = "none";

    private const int Beginning = 100;

    private static readonly string[] _young = ["dropout", "input noise", "max norm", "window", "starting weights"];

    private const string MeasuresTrainingLoss = "training loss measured after each epoch";
    private const string WhenMeasured = " (it is where there is StopWhen or KeepBest and no validation data, unless StopsByRunningLoss)";

    private readonly Network _network;
    private readonly (string Name, string Value)[] _settings;

    public RunFingerprint(Trainer trainer, TrainingExamples training, TrainingExamples? validation, bool measuresTrainingLoss)
    {
        _network = trainer.Network;
        TrainerOptions options = trainer.Options;
        _settings =
        [
            ("loss", trainer.Loss.Name),
            ("optimizer", options.Optimizer.Name),
            ("learning rate", MessageText.Exact(options.LearningRate)),
            ("schedule", options.Schedule.Name),
            ("batch size", options.BatchSize == TrainerOptions.FullBatch ? "full" : Text(options.BatchSize)),
            ("batch reduction", options.BatchReduction == BatchReduction.Mean ? "mean" : "sum"),
            ("shuffle", YesOrNo(options.Shuffle)),
            ("seed", Text(options.Seed)),
            ("keep best", YesOrNo(options.KeepBest)),
            (MeasuresTrainingLoss, YesOrNo(measuresTrainingLoss)),
            ("L1", MessageText.Exact(options.L1)),
            ("L2", MessageText.Exact(options.L2)),
            ("penalize biases", YesOrNo(options.PenalizeBiases)),
            ("clip norm", options.ClipNorm is { } norm ? MessageText.Exact(norm) : "none"),
            ("precision", options.Precision == Precision.Single ? "single" : "double"),
            ("loops", options.Loops == Loops.Fast ? "fast" : "reference"),
            ("dropout", options.Dropout is null ? None : options.Dropout.ToString()),
            ("input noise", options.InputNoise == 0.0 ? None : MessageText.Exact(options.InputNoise)),
            ("max norm", options.MaxNorm is { } longest ? MessageText.Exact(longest) : None),
            ("window", training is StreamedExamples { Window: var window } ? Text(window) : None),
            ("starting weights", options.StartingWeights ?? None),
            ("training data", training.Describe()),
            ("validation data", validation is null ? "none" : validation.Describe()),
        ];
    }

    /// <summary>The names, in order.</summary>
    public string[] Names => [.. Items.Select(item => item.Name)];

    /// <summary>Names and texts for a file.</summary>
    public IEnumerable<(string Name, string Value)> Written => Items.Where(item => !MayBeMissing(item.Name) || item.Value != None);

    /// <summary>Names and texts: the settings, and the network as it is built now.</summary>
    private IReadOnlyList<(string Name, string Value)> Items => [.. AllItems.Select(item => (item.Name, InShort(item.Value)))];

    private IEnumerable<(string Name, string Value)> AllItems =>
    [
        .. _settings,
        ("layers", string.Join("-", _network.Layers.Select(layer => layer.Count))),
        ("activation functions", string.Join("; ", _network.ComputedLayers.Select(Activations))),
        (
            "connections",
            string.Join(
                ", ", _network.ComputedLayers.SelectMany(layer => layer.IncomingBlocks).Select(block => $"{block.Source.Name} to {block.Target.Name}"))),
        ("missing connections and biases", Flagged(ParameterFlags.Missing)),
        ("frozen connections and biases", Flagged(ParameterFlags.Frozen)),
    ];

    /// <summary>Whether a file may leave a setting out, which then is <see cref="None"/>.</summary>
    public static bool MayBeMissing(string name) => _young.Contains(name);

    /// <summary>What differs from a saved set-up, in words; null if nothing does.</summary>
    /// <param name="saved">A text for each of <see cref="Names"/>.</param>
    public string? Difference(IReadOnlyList<string> saved)
    {
        string[] differences = [.. Items.Zip(saved, (item, then) => (item.Name, Now: item.Value, Then: then))
            .Where(item => item.Now != item.Then)
            .Select(
                item =>
                    $"{item.Name} was {item.Then} and is "
                        + $"{item.Now}{(item.Name == MeasuresTrainingLoss ? WhenMeasured : "")}")];
        return differences.Length == 0 ? null : string.Join("; ", differences);
    }

    /// <summary>The text, or of a very long one, as that of a million nodes with functions of their own, the beginning and a digest.</summary>
    private static string InShort(string text)
    {
        if (text.Length <= MostText) return text;
        int end = char.IsHighSurrogate(text[Beginning - 1]) ? Beginning - 1 : Beginning;
        return $"{text[..end]}… ({Digest.Text(Digest.Of(System.Text.Encoding.UTF8.GetBytes(text)))})";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string YesOrNo(bool value) => value ? "yes" : "no";

    private static string Activations(Layer layer) => layer.HasOwnActivations
        ? string.Join(", ", Enumerable.Range(0, layer.Count).Select(layer.ActivationNameOf))
        : layer.ActivationNameOf(0);

    /// <summary>"150 examples, 4 inputs, 3 targets (0123456789abcdef)": the digest is over all inputs, then all targets, then the weights if there
    /// are.</summary>
    public static string Describe(DataSet data)
    {
        ulong digest = DigestOf(data.Targets, DigestOf(data.Inputs, 0));
        if (data.Weights is { } weights) digest = Digest.Of([.. weights], digest);
        return $"{data} ({Digest.Text(digest)})";
    }

    private static ulong DigestOf(Rows rows, ulong start)
    {
        var row = new double[rows.Width];
        for (int i = 0; i < rows.Count; i++)
        {
            rows.CopyTo(i, row);
            start = Digest.Of(row, start);
        }
        return start;
    }

    /// <summary>"none", or how many and a digest of which.</summary>
    private string Flagged(ParameterFlags flag)
    {
        if (_network.Flags is not { } flags) return "none";
        int count = 0;
        int number = 0;
        ulong digest = 0;
        foreach (ParameterRow row in _network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++, number++)
            {
                if ((flags[p] & flag) == 0) continue;
                count++;
                digest = Digest.Next(digest, (ulong)number);
            }
        }
        return count == 0 ? "none" : $"{Text(count)} ({Digest.Text(digest)})";
    }
}
