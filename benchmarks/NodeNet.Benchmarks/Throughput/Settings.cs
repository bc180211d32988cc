namespace NodeNet.Benchmarks.Throughput;

/// <summary>What to measure, and for how long.</summary>
internal sealed record Settings
{
    /// <summary>How many nodes each layer has, from the input layer on.</summary>
    public required IReadOnlyList<int> Sizes { get; init; }

    public required int Batch { get; init; }

    public required Precision Precision { get; init; }

    public required int Threads { get; init; }

    public required string Hidden { get; init; }

    public required string Output { get; init; }

    public required string Loss { get; init; }

    /// <summary>The optimizer, by its name in the catalogue.</summary>
    public required string Optimizer { get; init; }

    /// <summary>α.</summary>
    public required double Rate { get; init; }

    public required double L1 { get; init; }

    public required double L2 { get; init; }

    /// <summary>The largest length of the gradient; 0 for no limit.</summary>
    public required double ClipNorm { get; init; }

    public required int Rows { get; init; }

    /// <summary>The share of inputs that are 0.</summary>
    public required double Silent { get; init; }

    public required Mode Mode { get; init; }

    public required Engine Engine { get; init; }

    public required double Seconds { get; init; }

    public required int Repeat { get; init; }

    public required bool Shuffle { get; init; }

    /// <summary>Whether the process's own processor time counts, so that other work on the machine does not.</summary>
    public required bool CountsProcessorTime { get; init; }

    public string EngineText => Engine switch { Engine.Fast => "nodenet", Engine.Reference => "nodenet-reference", _ => "onnxruntime" };

    public string NetworkText => string.Join('-', Sizes);

    public string ModeText => Mode switch { Mode.Train => "train", Mode.Predict => "predict", _ => "predict-one" };

    public string PrecisionText => Precision == Precision.Single ? "single" : "double";

    /// <summary>How many weights the network has, biases not counted.</summary>
    public long Connections
    {
        get
        {
            long connections = 0;
            for (int layer = 1; layer < Sizes.Count; layer++)
                connections += (long)Sizes[layer - 1] * Sizes[layer];
            return connections;
        }
    }

    /// <summary>What cannot be measured together, as a sentence; null if all is well.</summary>
    public string? Contradiction()
    {
        if (CountsProcessorTime && (Mode == Mode.Train || Threads != 1)) return "--clock processor is for predictions on 1 thread.";
        if (Mode == Mode.Train && Engine == Engine.OnnxRuntime) return "--engine onnxruntime is for --mode predict and predict-one.";
        if (Mode == Mode.Train)
            return Rows < Batch ? $"--rows is {Rows}; for batches of {Batch} it must be at least {Batch}." : null;
        if (Engine == Engine.Reference)
            return "--engine reference is for --mode train; predictions always run on the fast loops, unless the environment variable NODENET_FAST is off.";
        if (Shuffle)
            return "--shuffle is for --mode train; predictions take the rows in order.";
        return Mode == Mode.PredictOne && Threads != 1 ? $"--threads is {Threads}; a single prediction runs on 1 thread." : null;
    }
}
