using Microsoft.ML.Data;

namespace NodeNet.ML;

// What the steps of AnswerColumns read and write: ML.NET takes the columns' names and types from these properties.

internal sealed class Nothing;

internal sealed class NetworkKey
{
    public int NodeNetKey { get; set; }
}

internal class NetworkText
{
    public ReadOnlyMemory<char> NodeNetText { get; set; }
}

internal sealed class NetworkInput : NetworkText
{
    public VBuffer<float> NodeNetFeatures { get; set; }
}

internal sealed class NetworkAnswer
{
    public VBuffer<float> NodeNetAnswer { get; set; }
}

internal sealed class RegressionAnswer
{
    public float Score { get; set; }
}

internal sealed class BinaryAnswer
{
    public float Score { get; set; }

    public float Probability { get; set; }

    public bool PredictedLabel { get; set; }
}

internal sealed class ScoreChunk
{
    public VBuffer<float> NodeNetAnswer { get; set; }

    public int NodeNetChunk { get; set; }
}

internal sealed class PredictedName
{
    public string NodeNetClass { get; set; } = "";
}

internal sealed class AnsweredRow : NetworkText
{
    public VBuffer<float> NodeNetAnswer { get; set; }
}

internal sealed class SomeScores
{
    /// <summary>The columns' names in their order.</summary>
    public static string[] Names { get; } = [.. Enumerable.Range(0, AnswerColumns.ScoresAtOnce).Select(i => FormattableString.Invariant($"NodeNetScore{i}"))];

    public float NodeNetScore0 { get; set; }

    public float NodeNetScore1 { get; set; }

    public float NodeNetScore2 { get; set; }

    public float NodeNetScore3 { get; set; }

    public float NodeNetScore4 { get; set; }

    public float NodeNetScore5 { get; set; }

    public float NodeNetScore6 { get; set; }

    public float NodeNetScore7 { get; set; }

    public float NodeNetScore8 { get; set; }

    public float NodeNetScore9 { get; set; }

    public float NodeNetScore10 { get; set; }

    public float NodeNetScore11 { get; set; }

    public float NodeNetScore12 { get; set; }

    public float NodeNetScore13 { get; set; }

    public float NodeNetScore14 { get; set; }

    public float NodeNetScore15 { get; set; }
}
