namespace NodeNet.Samples.Explaining;

/// <summary>What the explain command is asked for.</summary>
public sealed record ExplainOptions
{
    /// <summary>The CSV file.</summary>
    public required string File { get; init; }

    /// <summary>The columns that go into the network.</summary>
    public required string[] Inputs { get; init; }

    /// <summary>The columns that the outputs should reach.</summary>
    public required string[] Targets { get; init; }

    /// <summary>How many nodes each hidden layer has; none for a network without.</summary>
    public int[] Hidden { get; init; } = [3];

    /// <summary>The activation function of the hidden layers, by its name in the catalogue.</summary>
    public string Activation { get; init; } = "sigmoid";

    /// <summary>The activation function of the outputs, by its name in the catalogue.</summary>
    public string Output { get; init; } = "sigmoid";

    /// <summary>The loss, by its name in the catalogue.</summary>
    public string Loss { get; init; } = "sse";

    /// <summary>The learning rate.</summary>
    public double Rate { get; init; } = 0.1;

    /// <summary>The seed of the starting weights, which are rounded to two decimals.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The row whose step is explained, from 1, the heading not counted.</summary>
    public int Row { get; init; } = 1;

    /// <summary>Whether the inputs are scaled to mean 0 and standard deviation 1, to two decimals.</summary>
    public bool Scale { get; init; }

    /// <summary>For how many epochs the network learns from all rows; 0 for the one step alone.</summary>
    public int Epochs { get; init; }

    /// <summary>The file of a network to take instead of a new one, or null.</summary>
    public string? Network { get; init; }

    /// <summary>The node whose δ, or the two nodes whose weight's change is to be explained alone; empty for the whole step.</summary>
    public string[] Why { get; init; } = [];

    /// <summary>A filled worksheet to mark, or null.</summary>
    public string? Answers { get; init; }

    /// <summary>To how many digits the ledger is printed.</summary>
    public int Digits { get; init; } = 4;
}
